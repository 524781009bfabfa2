package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.server.store.etcd.Beats.Beat;
import dev.runspec.registry.server.store.etcd.gateway.EtcdFailure;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What a replica does again and again, each on its own beat so that none waits for another. */
final class Upkeep implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());

  private static final Duration BEATS = Duration.ofMillis(100);
  private static final Duration OBITUARIES = Duration.ofMillis(200);
  private static final Duration PULSE = Duration.ofSeconds(1);
  private static final Duration COLLECTION = Duration.ofMinutes(5);

  /** How many beats are delivered at once that cost a write. */
  private static final int DELIVERIES = 32;

  private final EtcdStore store;
  private final Obituaries obituaries;
  private final ScheduledExecutorService timer;
  private final ExecutorService deliveries;

  Upkeep(EtcdStore store, Obituaries obituaries) {
    this.store = store;
    this.obituaries = obituaries;
    this.timer =
        Executors.newScheduledThreadPool(
            4, Thread.ofPlatform().daemon().name("registry-etcd-", 1).factory());
    this.deliveries = Executors.newFixedThreadPool(DELIVERIES, Thread.ofVirtual().factory());
  }

  /** Something that may fail for as long as etcd is away. */
  private interface Work {
    void run() throws InterruptedException;
  }

  void start() {
    every(BEATS, store::sendBeats);
    every(OBITUARIES, obituaries::tick);
    every(PULSE, store::pulse);
    every(
        COLLECTION,
        () -> {
          int unused = store.collect();
        });
  }

  private void every(Duration pause, Work work) {
    Object unused =
        timer.scheduleWithFixedDelay(
            () -> quietly(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void quietly(Work work) {
    try {
      work.run();
    } catch (EtcdFailure | StoreUnavailable e) {
      LOG.log(Level.DEBUG, "etcd is away; it will be tried again", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a chore failed; it will be tried again", e);
    }
  }

  void deliver(Beat beat) {
    Object unused = deliveries.submit(() -> quietly(() -> store.deliver(beat)));
  }

  /** Ends, once what only this replica knows is with etcd. */
  @Override
  public void close() {
    timer.shutdownNow();
    quietly(store::sendBeats);
    deliveries.shutdown();
    try {
      boolean unused = deliveries.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    quietly(obituaries::finish);
  }
}
