package dev.runspec.registry.server;

import dev.runspec.registry.server.http.ApiKey;
import dev.runspec.registry.server.http.ApiKeys;
import dev.runspec.registry.server.http.KeyRing;
import dev.runspec.registry.server.observe.Metrics;
import dev.runspec.registry.server.store.etcd.gateway.EtcdConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.LongSupplier;

/**
 * What the server was asked to be. Keys are in it as hashes only, so it may be printed.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 is any free one
 * @param key the key of {@code --api-key} or {@code --api-key-file}
 * @param keysFile the file of named keys
 * @param protectReads whether reads need a key
 * @param openWrites whether anybody may write while there is no key
 * @param tls the files for TLS; none means plain HTTP
 * @param purgeInterval how often dead instances are looked for
 * @param retention how long a dead instance stays known
 * @param reload whether to restart when classes or configuration change
 * @param store where the data is kept
 * @param rateLimit how often one address may ask; none means without limit, also of wrong keys
 * @param maxBody most bytes of a body
 * @param shutdownGrace how long running requests may finish
 * @param accessLog whether every request is noted
 */
public record ServerConfig(
    String host,
    int port,
    Optional<ApiKey> key,
    Optional<Path> keysFile,
    boolean protectReads,
    boolean openWrites,
    Optional<TlsPaths> tls,
    Duration purgeInterval,
    Duration retention,
    boolean reload,
    Store store,
    Optional<RateLimit> rateLimit,
    long maxBody,
    Duration shutdownGrace,
    boolean accessLog) {

  /** Where the data is kept. */
  public sealed interface Store {

    /** In a folder of this machine. */
    record Embedded(Path folder) implements Store {
      @Override
      public String toString() {
        return "data in " + folder.toAbsolutePath();
      }
    }

    /** In memory: it ends with the process. */
    record Memory() implements Store {
      @Override
      public String toString() {
        return "data in memory only";
      }
    }

    /** On an etcd that others may share. */
    record Etcd(EtcdConfig config) implements Store {
      @Override
      public String toString() {
        return "data in etcd at " + config.addresses();
      }
    }
  }

  /** The two files of a TLS listener. */
  public record TlsPaths(Path key, Path certificate) {}

  /** Requests a second of one address, and how many it may save up. */
  public record RateLimit(int perSecond, int burst) {}

  /** What the arguments come to: a server to start, or a text to print. */
  public sealed interface Wish {}

  /** Start this server. */
  public record Start(ServerConfig config) implements Wish {}

  /** Move everything between a folder and the store, and end with 0. */
  public record Move(ServerConfig config, Direction direction, Path folder) implements Wish {

    /** Which way. */
    public enum Direction {
      /** From the folder into the store. */
      IMPORT,
      /** From the store into the folder. */
      EXPORT
    }
  }

  /** Print this text and end with 0. */
  public record Print(String text) implements Wish {}

  /**
   * Reads arguments, system properties, environment and configuration file.
   *
   * @param folder the working directory
   * @throws UsageException in one line, for standard error; the program then ends with 2
   */
  public static Wish parse(
      List<String> arguments, Map<String, String> environment, Properties properties, Path folder) {
    CommandLine line = CommandLine.parse(arguments);
    if (line.asksFor().isPresent()) {
      return new Print(
          line.asksFor().get().equals("--version") ? version() + "\n" : Options.help());
    }
    Settings settings = Settings.read(line, environment, properties, folder);
    ServerConfig config = new ConfigReader(settings, environment, properties).read();
    return line.move()
        .<Wish>map(move -> new Move(config, move.direction(), folder.resolve(move.folder())))
        .orElseGet(() -> new Start(config));
  }

  /**
   * Who may call what, by these options.
   *
   * @param clock when keys expire
   * @param nanos a monotonic clock, for how often wrong keys are tried
   * @throws StartException when the keys file cannot be used, in one line
   */
  public ApiKeys apiKeys(InstantSource clock, LongSupplier nanos, Metrics metrics) {
    List<ApiKey> fixed = key.stream().toList();
    try {
      KeyRing ring =
          keysFile.isPresent()
              ? KeyRing.of(fixed, keysFile.get())
              : KeyRing.of(fixed.toArray(ApiKey[]::new));
      ApiKeys.Rules rules = new ApiKeys.Rules(protectReads, openWrites, rateLimit.isPresent());
      return new ApiKeys(ring, rules, clock, nanos, metrics);
    } catch (IllegalArgumentException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String version() {
    String version = ServerConfig.class.getPackage().getImplementationVersion();
    return "registry-server " + (version == null ? "(not packaged)" : version);
  }
}
