package dev.runspec.registry.server;

import dev.runspec.registry.server.ServerConfig.RateLimit;
import dev.runspec.registry.server.ServerConfig.Store;
import dev.runspec.registry.server.ServerConfig.TlsPaths;
import dev.runspec.registry.server.http.ApiKey;
import dev.runspec.registry.server.store.etcd.gateway.EtcdConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the texts of {@link Settings} into a {@link ServerConfig}, or says what does not fit. */
final class ConfigReader {

  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(s|m|h|d)?");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})(?:(k|m|g)(?:i?b)?|b)?");
  private static final Pattern RATE = Pattern.compile("([0-9]{1,9})(?:/([0-9]{1,9}))?");

  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._-]+)+");

  /** Arrays of Java end here, and so does a body. */
  private static final long LARGEST_BODY = 1 << 30;

  private final Settings settings;
  private final Map<String, String> environment;
  private final Properties properties;

  ConfigReader(Settings settings, Map<String, String> environment, Properties properties) {
    this.settings = settings;
    this.environment = environment;
    this.properties = properties;
  }

  ServerConfig read() {
    Optional<ApiKey> key = key();
    Optional<Path> keysFile = path("keys-file");
    boolean protectReads = isOn("protect-reads");
    if (protectReads && key.isEmpty() && keysFile.isEmpty()) {
      throw wrong("protect-reads", "a key beside it: --api-key-file or --keys-file");
    }
    return new ServerConfig(
        required("host"),
        port(),
        key,
        keysFile,
        protectReads,
        isOn("open-writes"),
        tls(),
        time("purge-interval", Duration.ofSeconds(1)),
        time("retention", Duration.ZERO),
        isOn("reload"),
        store(),
        rateLimit(),
        size(),
        time("shutdown-grace", Duration.ofSeconds(5)),
        isOn("access-log"));
  }

  private String required(String name) {
    return settings
        .text(name)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> wrong(name, "a value"));
  }

  private int port() {
    String text = required("port");
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
    if (port < 0 || port > 65535) {
      throw wrong("port", "a number from 0 to 65535, not '" + text + "'");
    }
    return port;
  }

  private Optional<ApiKey> key() {
    Optional<String> key = settings.text("api-key");
    Optional<Path> file = path("api-key-file");
    if (key.isPresent() && file.isPresent()) {
      throw wrong("api-key-file", "only one of --api-key and --api-key-file");
    }
    if (key.isPresent() && key.get().isBlank()) {
      throw wrong("api-key", "a key that is not empty");
    }
    return key.isPresent() ? key.map(ApiKey::unlimited) : file.map(this::keyIn);
  }

  private ApiKey keyIn(Path file) {
    String first;
    try {
      first = Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw wrong("api-key-file", "a file that can be read, not " + file);
    }
    if (first.isBlank()) {
      throw wrong("api-key-file", "a key in the first line of " + file);
    }
    return ApiKey.unlimited(first.strip());
  }

  private Optional<TlsPaths> tls() {
    Optional<Path> key = path("ssl-keyfile");
    Optional<Path> certificate = path("ssl-certfile");
    if (key.isPresent() != certificate.isPresent()) {
      String there = key.isPresent() ? "ssl-keyfile" : "ssl-certfile";
      String other = key.isPresent() ? "--ssl-certfile" : "--ssl-keyfile";
      throw wrong(there, other + " beside it");
    }
    return key.flatMap(file -> certificate.map(chain -> new TlsPaths(file, chain)));
  }

  private Store store() {
    String text = required("store");
    if (!text.equals("etcd")) {
      for (Option option : Options.ALL) {
        if (option.isOfEtcd() && !settings.text(option.name()).equals(option.presetValue())) {
          throw wrong(option.name(), "--store etcd beside it");
        }
      }
    }
    return switch (text) {
      case "embedded" -> new Store.Embedded(path("data-dir").orElseGet(this::usualFolder));
      case "memory" -> new Store.Memory();
      case "etcd" -> new Store.Etcd(etcd());
      default -> throw wrong("store", "embedded, memory or etcd, not '" + text + "'");
    };
  }

  private EtcdConfig etcd() {
    Optional<Path> certificate = path("etcd-cert");
    Optional<Path> key = path("etcd-key");
    if (certificate.isPresent() != key.isPresent()) {
      boolean isKey = key.isPresent();
      throw wrong(
          isKey ? "etcd-key" : "etcd-cert", (isKey ? "--etcd-cert" : "--etcd-key") + " beside it");
    }
    Optional<String> user = settings.text("etcd-user");
    Optional<Path> passwordFile = path("etcd-password-file");
    if (user.isPresent() != passwordFile.isPresent()) {
      boolean isUser = user.isPresent();
      throw wrong(
          isUser ? "etcd-user" : "etcd-password-file",
          (isUser ? "--etcd-password-file" : "--etcd-user") + " beside it");
    }
    String prefix = required("etcd-prefix");
    if (!PREFIX.matcher(prefix).matches()) {
      throw wrong("etcd-prefix", "a path such as /runspec-registry, not '" + prefix + "'");
    }
    return new EtcdConfig(
        endpoints(), path("etcd-ca"), certificate, key, user, passwordFile, prefix);
  }

  private List<URI> endpoints() {
    String text =
        settings
            .text("etcd-endpoints")
            .orElseThrow(() -> wrong("store", "--etcd-endpoints beside etcd"));
    List<URI> endpoints = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      try {
        URI endpoint = new URI(each.strip());
        boolean isBare = endpoint.getPath() == null || endpoint.getPath().matches("/?");
        boolean isFirstScheme =
            endpoints.isEmpty() || endpoints.get(0).getScheme().equals(endpoint.getScheme());
        if (endpoint.getHost() != null
            && List.of("http", "https").contains(endpoint.getScheme())
            && endpoint.getUserInfo() == null
            && isBare
            && isFirstScheme) {
          endpoints.add(endpoint);
          continue;
        }
      } catch (URISyntaxException e) {
        // it is refused below, as any other that does not fit
      }
      throw wrong(
          "etcd-endpoints",
          "addresses such as https://a:2379,https://b:2379, all http or all https, not '"
              + each
              + "'");
    }
    return endpoints;
  }

  private Optional<RateLimit> rateLimit() {
    String text = required("rate-limit");
    if (text.equals("off")) {
      return Optional.empty();
    }
    Matcher rate = RATE.matcher(text);
    int perSecond = rate.matches() ? Integer.parseInt(rate.group(1)) : 0;
    if (perSecond < 1) {
      throw wrong("rate-limit", "off, or requests per second[/burst], not '" + text + "'");
    }
    int burst = rate.group(2) == null ? perSecond : Integer.parseInt(rate.group(2));
    if (burst < 1) {
      throw wrong("rate-limit", "a burst of at least 1, not '" + text + "'");
    }
    return Optional.of(new RateLimit(perSecond, burst));
  }

  private long size() {
    String text = required("max-body");
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    long bytes = size.matches() ? Long.parseLong(size.group(1)) * unit(orEmpty(size.group(2))) : 0;
    if (bytes < 1 || bytes > LARGEST_BODY) {
      throw wrong("max-body", "a size such as 8MiB, at most 1GiB, not '" + text + "'");
    }
    return bytes;
  }

  private static String orEmpty(@Nullable String group) {
    return group == null ? "" : group;
  }

  private static long unit(String letter) {
    return switch (letter) {
      case "k" -> 1L << 10;
      case "m" -> 1L << 20;
      case "g" -> 1L << 30;
      default -> 1;
    };
  }

  private Duration time(String name, Duration least) {
    String text = required(name);
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw wrong(name, "a time such as 90s, 15m, 24h or 7d, not '" + text + "'");
    }
    long count = Long.parseLong(time.group(1));
    Duration value =
        switch (orEmpty(time.group(2))) {
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          case "d" -> Duration.ofDays(count);
          default -> Duration.ofSeconds(count);
        };
    if (value.compareTo(least) < 0) {
      throw wrong(name, "at least " + least.toSeconds() + "s, not '" + text + "'");
    }
    return value;
  }

  private boolean isOn(String name) {
    String text = required(name);
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> throw wrong(name, "true or false, not '" + text + "'");
    };
  }

  private Optional<Path> path(String name) {
    try {
      return settings.text(name).filter(text -> !text.isBlank()).map(Path::of);
    } catch (InvalidPathException e) {
      throw wrong(name, "the path of a file or folder");
    }
  }

  private Path usualFolder() {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        state.startsWith("/")
            ? Path.of(state)
            : Path.of(properties.getProperty("user.home", "."), ".local", "state");
    return base.resolve("runspec-registry");
  }

  private UsageException wrong(String name, String expected) {
    return new UsageException(settings.place(name) + ": expected " + expected);
  }
}
