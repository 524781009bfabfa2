package dev.runspec.registry.engine;

import static dev.runspec.registry.Samples.agent;
import static dev.runspec.registry.Samples.id;
import static dev.runspec.registry.Samples.tools;
import static dev.runspec.registry.catalog.NaiveView.assertThatViewsFollowFromTheMembers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a store promises to many who write and read at once. */
public abstract class ConcurrentStoreContract extends LivenessStoreContract {

  private static final int THREADS = 8;
  private static final int ROUNDS = 12;

  @Test
  void writersOfDifferentInstancesEachReadTheirOwnWrites() throws Exception {
    writeFromManyThreads();

    Catalog catalog = store.catalog();
    assertThat(catalog.size()).isEqualTo(THREADS * ROUNDS);
    assertThat(catalog.liveCount()).isEqualTo(THREADS * ROUNDS / 2);
    assertThatViewsFollowFromTheMembers(catalog);
  }

  /** Every thread writes instances of its own, and looks at once whether it finds what it wrote. */
  final void writeFromManyThreads() throws Exception {
    inParallel(
        thread -> {
          for (int round = 0; round < ROUNDS; round++) {
            String id = "t" + thread + "-" + round;
            store.register(agent(id).build());
            assertThat(state(id)).isEqualTo(InstanceState.LIVE);
            assertThat(store.publish(id(id), tools("deploy", "own-" + thread), "h"))
                .isEqualTo(Outcome.DONE);
            assertThat(member(id).registration().publishedTools()).hasSize(2);
            assertThat(store.beat(id(id), null)).isEqualTo(Outcome.DONE);
            if (round % 2 == 0) {
              store.deregister(id(id));
              assertThat(state(id)).isEqualTo(InstanceState.GONE);
            }
          }
        });
  }

  @Test
  void writersOfOneInstanceLeaveARecordThatOneOfThemWrote() throws Exception {
    inParallel(
        thread -> {
          for (int round = 0; round < ROUNDS; round++) {
            String mark = thread + "-" + round;
            store.register(
                Registration.builder("one", "web", mark, "host-" + mark)
                    .tools(tools("tool-" + mark))
                    .build());
            store.publish(id("one"), tools("again-" + mark), mark);
            store.beat(id("one"), null);
          }
        });

    Catalog catalog = store.catalog();
    assertThat(catalog.size()).isEqualTo(1);
    assertThat(catalog.live().hostCount()).isEqualTo(1);
    assertThat(catalog.live().toolCount()).isEqualTo(1);
    assertThatViewsFollowFromTheMembers(catalog);

    store.register(agent("one").tools(tools("last")).build());
    assertThat(member("one").registration()).isEqualTo(agent("one").tools(tools("last")).build());
  }

  @Test
  void publicationsAndIdentitiesDoNotUndoEachOther() throws Exception {
    store.register(agent("one").build());
    inParallel(
        thread -> {
          for (int round = 0; round < ROUNDS; round++) {
            if (thread == 0) {
              store.publish(id("one"), tools("tool-" + round), "h" + round);
              assertThat(member("one").registration().toolsHash()).isEqualTo("h" + round);
            } else {
              store.identify(
                  Registration.builder("one", "web", thread + "-" + round, "host").build());
            }
          }
        });

    assertThat(member("one").registration().publishedTools())
        .isEqualTo(tools("tool-" + (ROUNDS - 1)));
  }

  @Test
  void readersSeeRevisionsGrowAndOneMomentAtATime() throws Exception {
    AtomicBoolean isDone = new AtomicBoolean();
    try (Threads readers = new Threads(2)) {
      List<Future<?>> read = new ArrayList<>();
      for (int reader = 0; reader < 2; reader++) {
        read.add(
            readers.start(
                () -> {
                  long last = 0;
                  while (!isDone.get()) {
                    Catalog catalog = store.catalog();
                    assertThat(catalog.revision()).isGreaterThanOrEqualTo(last);
                    last = catalog.revision();
                    assertThatViewsFollowFromTheMembers(catalog);
                  }
                }));
      }
      try {
        writeFromManyThreads();
      } finally {
        isDone.set(true);
      }
      Threads.join(read);
    }
  }

  @Test
  void whatABeatWasAnsweredHoldsAgainstExpiry() throws Exception {
    store.register(agent("a").heartbeatInterval(Duration.ofSeconds(1)).build());
    for (int round = 0; round < 200; round++) {
      clock.moveTo(member("a").vitals().lease().expiresAt());
      inParallel(
          2,
          thread -> {
            if (thread == 0) {
              assertThat(store.beat(id("a"), null)).isEqualTo(Outcome.DONE);
              assertThat(state("a")).isEqualTo(InstanceState.LIVE);
            } else {
              Member seen = member("a");
              assertThat(seen.isLive() && seen.vitals().lease().isExpired(clock.instant()))
                  .isFalse();
            }
          });
    }
  }

  /** What one of several threads does. */
  interface Work {
    void run(int thread) throws Exception;
  }

  static void inParallel(Work work) throws Exception {
    inParallel(THREADS, work);
  }

  static void inParallel(int threads, Work work) throws Exception {
    CountDownLatch start = new CountDownLatch(threads);
    try (Threads pool = new Threads(threads)) {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int number = thread;
        all.add(
            pool.start(
                () -> {
                  start.countDown();
                  start.await();
                  work.run(number);
                }));
      }
      Threads.join(all);
    }
  }

  /** Threads of a test that end with it. */
  static final class Threads implements AutoCloseable {

    private final ExecutorService executor;

    Threads(int count) {
      executor = Executors.newFixedThreadPool(count);
    }

    /** Something that may fail. */
    interface Task {
      void run() throws Exception;
    }

    Future<?> start(Task task) {
      return executor.submit(
          () -> {
            task.run();
            return null;
          });
    }

    /** Waits for all, and fails as the first of them did. */
    static void join(List<Future<?>> all) throws Exception {
      for (Future<?> each : all) {
        try {
          each.get();
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw e;
        }
      }
    }

    @Override
    public void close() {
      executor.shutdownNow();
    }
  }
}
