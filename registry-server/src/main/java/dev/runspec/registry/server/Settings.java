package dev.runspec.registry.server;

import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import io.helidon.config.ConfigSources;
import io.helidon.config.spi.ConfigSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The value of every option, found where it was said first: flag, property, environment, file. */
final class Settings {

  private final Map<String, String> flags;
  private final Map<String, String> environment;
  private final Properties properties;
  private final Optional<Path> file;
  private final Config config;

  private Settings(
      Map<String, String> flags,
      Map<String, String> environment,
      Properties properties,
      Optional<Path> file) {
    this.flags = flags;
    this.environment = environment;
    this.properties = properties;
    this.file = file;
    this.config = config(fromFlags(), fromProperties(), fromEnvironment(), file);
    refuseUnknown(config(Map.of(), Map.of(), Map.of(), file).get(Options.ROOT));
  }

  /**
   * Reads all places.
   *
   * @param folder where {@code application.yaml} may lie
   */
  static Settings read(
      CommandLine line, Map<String, String> environment, Properties properties, Path folder) {
    Optional<Path> file = line.config();
    if (file.isPresent() && !Files.isReadable(folder.resolve(file.get()))) {
      throw new UsageException("configuration file cannot be read: " + file.get());
    }
    Path usual = folder.resolve("application.yaml");
    Optional<Path> there =
        file.isPresent()
            ? Optional.of(folder.resolve(file.get()))
            : Optional.of(usual).filter(Files::isRegularFile);
    return new Settings(line.flags(), environment, properties, there);
  }

  /** The value of this option, its preset if nobody said anything, or nothing. */
  Optional<String> text(String name) {
    Option option = Options.named(name).orElseThrow();
    Optional<String> said = config.get(option.key()).asString().asOptional();
    return said.isPresent() ? said : option.presetValue();
  }

  /** Where the value of this option was said, for messages. */
  String place(String name) {
    Option option = Options.named(name).orElseThrow();
    if (flags.containsKey(name)) {
      return option.flag();
    }
    if (properties.containsKey(option.key())) {
      return "-D" + option.key();
    }
    if (fromEnvironment().containsKey(option.key())) {
      return option.variable();
    }
    return file.map(path -> option.key() + " in " + path.getFileName()).orElse(option.flag());
  }

  private Map<String, String> fromFlags() {
    Map<String, String> values = new LinkedHashMap<>();
    flags.forEach((name, value) -> values.put(Options.ROOT + "." + name, value));
    return values;
  }

  private Map<String, String> fromProperties() {
    Map<String, String> values = new LinkedHashMap<>();
    for (Option option : Options.ALL) {
      String value = properties.getProperty(option.key());
      if (value != null) {
        values.put(option.key(), value);
      }
    }
    return values;
  }

  /** An empty variable says nothing. */
  private Map<String, String> fromEnvironment() {
    Map<String, String> values = new LinkedHashMap<>();
    for (Option option : Options.ALL) {
      String value = environment.get(option.variable());
      if (value != null && !value.isEmpty()) {
        values.put(option.key(), value);
      }
    }
    return values;
  }

  private static Config config(
      Map<String, String> flags,
      Map<String, String> properties,
      Map<String, String> environment,
      Optional<Path> file) {
    List<Supplier<? extends ConfigSource>> sources = new ArrayList<>();
    sources.add(ConfigSources.create(flags));
    sources.add(ConfigSources.create(properties));
    sources.add(ConfigSources.create(environment));
    file.ifPresent(path -> sources.add(ConfigSources.file(path)));
    try {
      return Config.builder()
          .disableEnvironmentVariablesSource()
          .disableSystemPropertiesSource()
          .sources(sources)
          .build();
    } catch (ConfigException e) {
      throw new UsageException(
          "configuration file is not YAML: " + file.map(Path::toString).orElse(""), e);
    }
  }

  /** Refuses what stands in the file and would not be heard. */
  private void refuseUnknown(Config root) {
    if (root.isLeaf() && root.asString().orElse("").isEmpty()) {
      return;
    }
    if (root.isLeaf() || root.isList()) {
      throw new UsageException(
          "'registry' in " + place() + " is no section; expected options under it, 'port: 8765'");
    }
    for (Config member : root.asNodeList().orElse(List.of())) {
      if (Options.named(member.name()).isEmpty()) {
        throw new UsageException(
            "unknown option 'registry."
                + member.name()
                + "' in "
                + place()
                + "; expected one of "
                + Options.ALL.stream().map(Option::name).collect(Collectors.joining(", ")));
      }
      if (!member.isLeaf()) {
        throw new UsageException(
            "option 'registry." + member.name() + "' in " + place() + " is not one value");
      }
    }
  }

  private String place() {
    return file.map(Path::toString).orElse("the configuration");
  }
}
