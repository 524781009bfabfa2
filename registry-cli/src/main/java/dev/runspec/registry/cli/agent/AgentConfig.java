package dev.runspec.registry.cli.agent;

import dev.runspec.registry.Registration;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the file's {@code [config]} says about the agent itself.
 *
 * @param name {@code name}, else the folder name of the virtual environment, else of the file
 * @param version {@code version}, as text
 * @param registry {@code registry}: where to register, if the file says
 * @param heartbeat {@code heartbeat}: how often to beat
 * @param telemetry whether {@code heartbeat_data} asks for {@code system}
 * @param defaultAutonomy {@code autonomy-default}: of runnables that do not say
 * @param warnings what was read past, one line each
 */
public record AgentConfig(
    String name,
    String version,
    Optional<URI> registry,
    Duration heartbeat,
    boolean telemetry,
    String defaultAutonomy,
    List<String> warnings) {

  private static final String SECONDS = "a positive number of seconds, 1 to 86400";

  public AgentConfig {
    warnings = List.copyOf(warnings);
  }

  static AgentConfig read(RunspecFile file, AgentEnvironment environment) {
    String fallbackName = nameOf(file, environment);
    return file.root()
        .section("config")
        .map(config -> read(config, fallbackName))
        .orElseGet(
            () ->
                new AgentConfig(
                    fallbackName,
                    "1",
                    Optional.empty(),
                    Registration.DEFAULT_HEARTBEAT_INTERVAL,
                    false,
                    "confirm",
                    List.of()));
  }

  private static AgentConfig read(Section config, String fallbackName) {
    List<String> warnings = new ArrayList<>();
    boolean telemetry = false;
    for (Object wish : heartbeatData(config)) {
      if (wish.equals("system")) {
        telemetry = true;
      } else {
        warnings.add(config.remark("heartbeat_data", "knows only \"system\": " + wish));
      }
    }
    return new AgentConfig(
        config.text("name").filter(name -> !name.isEmpty()).orElse(fallbackName),
        version(config),
        registry(config),
        heartbeat(config),
        telemetry,
        config.text("autonomy-default").orElse("confirm"),
        warnings);
  }

  private static String nameOf(RunspecFile file, AgentEnvironment environment) {
    Path folder = file.folder().getFileName();
    String ownFolder = folder == null ? environment.host().value() : folder.toString();
    return environment
        .virtualEnvironment()
        .map(venv -> venv.getFileName() == null ? ownFolder : venv.getFileName().toString())
        .orElse(ownFolder);
  }

  private static String version(Section config) {
    Optional<Object> version = config.value("version");
    if (version.isEmpty()) {
      return "1";
    }
    return switch (version.get()) {
      case String text -> text;
      case Long number -> number.toString();
      case Double number -> number.toString();
      default -> throw config.mistyped("version", "a number, or text in quotes");
    };
  }

  private static Optional<URI> registry(Section config) {
    Optional<String> address = config.text("registry").filter(text -> !text.isEmpty());
    if (address.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(address.get());
      if (uri.getHost() != null
          && ("http".equalsIgnoreCase(uri.getScheme())
              || "https".equalsIgnoreCase(uri.getScheme()))) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // Refused below, without its text: an address may hold a password.
    }
    throw config.refused(
        "registry", "is not the address of a registry", "one like \"http://registry:8765\"");
  }

  private static Duration heartbeat(Section config) {
    Optional<Object> heartbeat = config.value("heartbeat");
    if (heartbeat.isEmpty()) {
      return Registration.DEFAULT_HEARTBEAT_INTERVAL;
    }
    double seconds =
        switch (heartbeat.get()) {
          case Long number -> number;
          case Double number -> number;
          default -> throw config.mistyped("heartbeat", SECONDS);
        };
    if (seconds < 1 || seconds > 86400) {
      throw config.refused("heartbeat", "is " + heartbeat.get(), SECONDS);
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static List<Object> heartbeatData(Section config) {
    Optional<Object> data = config.value("heartbeat_data");
    if (data.isEmpty()) {
      return List.of();
    }
    return switch (data.get()) {
      case String one -> List.of(one);
      default -> config.list("heartbeat_data", "an array such as [\"system\"]").orElse(List.of());
    };
  }
}
