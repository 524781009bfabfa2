package dev.runspec.registry.server.process;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what nobody tells us of. */
public final class Until {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private Until() {}

  /** Returns once {@code condition} holds. */
  public static void holds(String condition, Callable<Boolean> isTrue) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isTrue.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("still not so: " + condition);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
