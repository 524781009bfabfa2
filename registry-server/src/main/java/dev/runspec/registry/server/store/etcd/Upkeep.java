package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.server.store.etcd.Beats.Beat;
import dev.runspec.registry.server.store.etcd.gateway.EtcdFailure;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** What a replica does again and again, each on its own beat so that none waits for another. */
final class Upkeep implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());

  private static final Duration BEATS = Duration.ofMillis(100);
  private static final Duration OBITUARIES = Duration.ofMillis(200);
  private static final Duration PULSE = Duration.ofSeconds(1);
  private static final Duration COLLECTION = Duration.ofMinutes(5);

  private final EtcdStore store;
  private final Obituaries obituaries;
  private final Crew crew;

  Upkeep(EtcdStore store, Obituaries obituaries, Crew crew) {
    this.store = store;
    this.obituaries = obituaries;
    this.crew = crew;
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
    crew.every(pause, () -> quietly(work));
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
    crew.soon(() -> quietly(() -> store.deliver(beat)));
  }

  /** Ends, once what only this replica knows is with etcd. */
  @Override
  public void close() {
    crew.rest();
    quietly(store::sendBeats);
    crew.close();
    quietly(obituaries::finish);
  }
}
