package dev.runspec.registry.server.page;

import dev.runspec.registry.engine.MonotonicClock;
import dev.runspec.registry.server.RegistryServer;
import dev.runspec.registry.server.ServerConfig;
import dev.runspec.registry.server.ServerConfig.Store;
import dev.runspec.registry.server.http.ApiKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** A registry in memory, by the real time, and its agents. */
final class Served implements AutoCloseable {

  private final RegistryServer server;
  private final Agents agents;

  private Served(InstantSource clock, boolean isKeyed, boolean protectsReads) {
    server =
        RegistryServer.start(
            new ServerConfig(
                "127.0.0.1",
                0,
                isKeyed ? Optional.of(ApiKey.unlimited(Agents.KEY)) : Optional.empty(),
                Optional.empty(),
                protectsReads,
                false,
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ofHours(24),
                false,
                new Store.Memory(),
                Optional.empty(),
                8 << 20,
                Duration.ofSeconds(1),
                false),
            clock);
    agents = new Agents(address());
  }

  /** One that takes writes from this machine. */
  static Served openly() {
    return openly(MonotonicClock.start());
  }

  /** The same by another clock. */
  static Served openly(InstantSource clock) {
    return new Served(clock, false, false);
  }

  /** One that takes writes from those with the key. */
  static Served withKey() {
    return new Served(MonotonicClock.start(), true, false);
  }

  /** One that shows nothing without the key. */
  static Served hidden() {
    return new Served(MonotonicClock.start(), true, true);
  }

  String address() {
    return "http://127.0.0.1:" + server.port();
  }

  Agents agents() {
    return agents;
  }

  @Override
  public void close() {
    agents.close();
    server.close();
  }
}
