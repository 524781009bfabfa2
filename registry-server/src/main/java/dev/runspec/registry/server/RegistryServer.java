package dev.runspec.registry.server;

import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.engine.MonotonicClock;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.server.http.ApiKeys;
import dev.runspec.registry.server.http.Limits;
import dev.runspec.registry.server.live.Live;
import dev.runspec.registry.server.observe.Metrics;
import dev.runspec.registry.server.resource.Resources;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * A registry that answers: ready when it exists, and gone, with everything finished, when it is
 * closed.
 */
public final class RegistryServer implements AutoCloseable {

  /**
   * How late an instance may be moved to stale when nobody looks; whoever looks moves it at once.
   */
  private static final Duration SETTLING = Duration.ofMillis(250);

  private final ServerConfig config;
  private final Registry registry;
  private final Listener listener;
  private final ApiKeys keys;
  private final Chores chores;
  private final Live live;

  private RegistryServer(
      ServerConfig config,
      Registry registry,
      Live live,
      Listener listener,
      ApiKeys keys,
      Chores chores) {
    this.config = config;
    this.registry = registry;
    this.live = live;
    this.listener = listener;
    this.keys = keys;
    this.chores = chores;
  }

  /**
   * Starts a registry.
   *
   * @throws StartException if it cannot, with what to do about it
   */
  public static RegistryServer start(ServerConfig config) {
    return start(config, MonotonicClock.start());
  }

  /** Starts a registry that lives by {@code clock}. */
  public static RegistryServer start(ServerConfig config, InstantSource clock) {
    Metrics metrics = new Metrics();
    Registry registry = open(config, clock, metrics);
    Live live = Live.start(registry.feed(), clock, Limits.withBody(config.maxBody()).waiting());
    try {
      ApiKeys keys = config.apiKeys(clock, System::nanoTime, metrics);
      Listener listener =
          Listener.builder(Resources.routes(registry, live, metrics), keys, metrics)
              .configured(config)
              .start();
      measure(registry, live, metrics);
      return new RegistryServer(
          config, registry, live, listener, keys, chores(config, registry, live));
    } catch (RuntimeException e) {
      live.close();
      registry.close();
      throw e;
    }
  }

  private static Registry open(ServerConfig config, InstantSource clock, Metrics metrics) {
    try {
      return Registry.open(Storage.of(config.store(), clock, metrics), clock);
    } catch (StoreUnavailable e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void measure(Registry registry, Live live, Metrics metrics) {
    String help = "Instances that are known.";
    metrics.gauge(
        "registry_instances", help, Map.of("active", "true"), () -> registry.catalog().liveCount());
    metrics.gauge(
        "registry_instances",
        help,
        Map.of("active", "false"),
        () -> registry.catalog().size() - registry.catalog().liveCount());
    metrics.gauge(
        "registry_tools",
        "Tools of live instances, by name.",
        Map.of(),
        () -> registry.catalog().live().toolCount());
    metrics.gauge(
        "registry_revision",
        "The revision of the catalogue.",
        Map.of(),
        () -> registry.catalog().revision());
    metrics.gauge(
        "registry_waiting", "Reads that wait, and streams of events.", Map.of(), live::waiting);
    metrics.counter(
        "registry_woken_total", "How often an event woke one of them.", Map.of(), live::woken);
    metrics.counter("registry_beats_total", "Beats heard.", Map.of(), registry::beats);
  }

  private static Chores chores(ServerConfig config, Registry registry, Live live) {
    Chores chores = new Chores("registry-reaper");
    chores.every(
        SETTLING,
        () -> {
          Catalog unused = registry.catalog();
          live.tick();
          live.activity().sample(registry.beats(), live.clock().instant());
        });
    chores.every(config.purgeInterval(), () -> registry.reap(config.retention()));
    return chores;
  }

  /** The port that it listens on. */
  public int port() {
    return listener.port();
  }

  /** The one line that says that it is ready: address, data, and who may write. */
  String greeting() {
    String scheme = config.tls().isPresent() ? "https" : "http";
    String writes =
        keys.isKeyed()
            ? "writes need a key"
            : keys.isWideOpen()
                ? "writes are OPEN to anybody (--open-writes)"
                : "no key is set: writes from this machine only";
    return "runspec registry ready on "
        + scheme
        + "://"
        + config.host()
        + ":"
        + port()
        + ", "
        + config.store()
        + ", "
        + writes;
  }

  /** Stops listening, finishes what runs, and closes the store. */
  @Override
  public void close() {
    live.close();
    listener.close();
    chores.close();
    registry.close();
  }
}
