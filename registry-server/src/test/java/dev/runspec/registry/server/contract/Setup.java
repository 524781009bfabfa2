package dev.runspec.registry.server.contract;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.server.ServerConfig;
import dev.runspec.registry.server.ServerConfig.RateLimit;
import dev.runspec.registry.server.ServerConfig.Store;
import dev.runspec.registry.server.ServerConfig.TlsPaths;
import dev.runspec.registry.server.http.ApiKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How a registry is started: in memory, by a clock of its own, unless a test says otherwise. */
final class Setup {

  private static final Path TLS = Path.of("src", "test", "resources", "tls");

  final Way way;
  HandClock clock = HandClock.atNoon();
  private Optional<Path> dataDir = Optional.empty();
  private Optional<Path> keysFile = Optional.empty();
  private Optional<RateLimit> rateLimit = Optional.empty();
  private boolean protectReads;
  private Duration purgeInterval = Duration.ofHours(1);
  private long maxBody = 8 << 20;

  Setup(Way way) {
    this.way = way;
  }

  Setup clock(HandClock other) {
    clock = other;
    return this;
  }

  Setup dataDir(Path folder) {
    dataDir = Optional.of(folder);
    return this;
  }

  Setup keysFile(Path file) {
    keysFile = Optional.of(file);
    return this;
  }

  Setup rateLimit(int perSecond, int burst) {
    rateLimit = Optional.of(new RateLimit(perSecond, burst));
    return this;
  }

  Setup protectReads() {
    protectReads = true;
    return this;
  }

  Setup purgeInterval(Duration pause) {
    purgeInterval = pause;
    return this;
  }

  Setup maxBody(long bytes) {
    maxBody = bytes;
    return this;
  }

  RunningRegistry start() {
    return new RunningRegistry(this);
  }

  ServerConfig config() {
    return new ServerConfig(
        "127.0.0.1",
        0,
        way.isKeyed() ? Optional.of(ApiKey.unlimited(RunningRegistry.KEY)) : Optional.empty(),
        keysFile,
        protectReads,
        false,
        way.isSecure()
            ? Optional.of(new TlsPaths(TLS.resolve("ec-pkcs8.pem"), TLS.resolve("ec.crt")))
            : Optional.empty(),
        purgeInterval,
        Duration.ofHours(24),
        false,
        dataDir.<Store>map(Store.Embedded::new).orElseGet(Store.Memory::new),
        rateLimit,
        maxBody,
        Duration.ofSeconds(5),
        false);
  }
}
