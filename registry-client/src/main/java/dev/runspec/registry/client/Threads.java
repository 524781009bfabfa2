package dev.runspec.registry.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which answers are taken: daemons, shared by all clients, and none of them while
 * there is nothing to do. The common pool is not used, since anybody may block it, and with two
 * processors it is a single thread: an agent would go stale.
 */
final class Threads implements Executor {

  static final Threads SHARED = new Threads();

  private static final int IDLE_SECONDS = 20;

  private final ThreadPoolExecutor workers =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> daemon(task, "registry-client"));

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, task -> daemon(task, "registry-client-timer"));

  private Threads() {
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable task) {
    workers.execute(task);
  }

  /** What is done, on one of these threads, when the time is over. */
  @SuppressWarnings("FutureReturnValueIgnored") // Only the timer has to know.
  CompletableFuture<Void> after(Duration time) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    Future<?> alarm =
        timer.schedule(
            () -> workers.execute(() -> over.complete(null)), time.toNanos(), TimeUnit.NANOSECONDS);
    over.whenComplete((nothing, cancellation) -> alarm.cancel(false));
    return over;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    return thread;
  }
}
