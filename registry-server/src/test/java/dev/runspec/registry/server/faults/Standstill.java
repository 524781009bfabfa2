package dev.runspec.registry.server.faults;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How long this machine stands still now and then: then nobody beats, and nobody is to blame. */
final class Standstill implements AutoCloseable {

  private static final Duration NAP = Duration.ofMillis(50);

  private final AtomicLong longest = new AtomicLong();
  private final Thread thread = new Thread(this::run, "standstill");

  private Standstill() {
    thread.setDaemon(true);
  }

  /** Begins to look. */
  static Standstill watch() {
    Standstill watch = new Standstill();
    watch.thread.start();
    return watch;
  }

  /** The longest time in which nothing ran since this was last asked. */
  Duration take() {
    return Duration.ofNanos(longest.getAndSet(0));
  }

  private void run() {
    try {
      while (true) {
        long begin = System.nanoTime();
        Pace.rest(NAP);
        longest.accumulateAndGet(System.nanoTime() - begin - NAP.toNanos(), Math::max);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody asks any more
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
