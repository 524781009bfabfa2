package dev.runspec.registry.server;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What is done again and again in the background, on one thread that keeps nobody from exiting. */
final class Chores implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Chores.class.getName());

  private final ScheduledExecutorService executor;

  /** No chores yet; their thread will have this name. */
  Chores(String name) {
    executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Does this chore with this pause in between; one that fails is tried again. */
  void every(Duration pause, Runnable chore) {
    Runnable steady =
        () -> {
          try {
            chore.run();
          } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a chore failed; it will be tried again", e);
          }
        };
    Object unused =
        executor.scheduleWithFixedDelay(
            steady, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
