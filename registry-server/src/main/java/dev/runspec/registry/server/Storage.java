package dev.runspec.registry.server;

import dev.runspec.registry.engine.Journal;
import dev.runspec.registry.engine.LocalStore;
import dev.runspec.registry.engine.StepwiseStore;
import dev.runspec.registry.server.ServerConfig.Store;
import dev.runspec.registry.server.observe.Metrics;
import dev.runspec.registry.server.store.embedded.SqliteJournal;
import dev.runspec.registry.server.store.etcd.EtcdStore;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** The stores that there are: the one place that knows all of them. */
final class Storage {

  private Storage() {}

  /**
   * The store of this configuration, not open yet.
   *
   * @throws dev.runspec.registry.engine.StoreUnavailable if it cannot be used
   * @throws StartException if a file that it needs cannot be used
   */
  static StepwiseStore of(Store store, InstantSource clock, Metrics metrics) {
    return switch (store) {
      case Store.Embedded embedded -> embedded(embedded.folder(), clock, metrics);
      case Store.Memory memory -> new LocalStore(Journal.NONE, clock);
      case Store.Etcd etcd -> etcd(etcd, clock, metrics);
    };
  }

  private static StepwiseStore embedded(Path folder, InstantSource clock, Metrics metrics) {
    SqliteJournal sqlite = SqliteJournal.in(folder);
    metrics.counter(
        "registry_store_flushes_total", "Flushes to the disk.", Map.of(), sqlite::flushes);
    return new LocalStore(sqlite, clock);
  }

  private static StepwiseStore etcd(Store.Etcd etcd, InstantSource clock, Metrics metrics) {
    Etcd gateway;
    try {
      gateway = new Etcd(etcd.config());
    } catch (IllegalArgumentException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
    EtcdStore store = new EtcdStore(gateway, etcd.config().prefix(), clock);
    metrics.gauge(
        "registry_store_age_seconds",
        "How old what is answered may be; 0 unless etcd is out of reach.",
        Map.of(),
        () -> store.age().toSeconds());
    metrics.counter(
        "registry_store_beats_sent_total", "Beats sent to etcd.", Map.of(), store::beatsSent);
    metrics.counter(
        "registry_store_beat_batches_total",
        "Requests that carried them.",
        Map.of(),
        store::beatBatches);
    return store;
  }
}
