package dev.runspec.registry.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The one place where this library waits, so that a test can turn the time by hand. */
interface Pacer {

  /** Waits in real time. */
  Pacer REAL = new RealPacer();

  /** Returns when {@code time} is over or {@code alarm} was released, whichever comes first. */
  void pause(Duration time, Semaphore alarm) throws InterruptedException;

  /**
   * What is done when {@code time} is over, on a thread that has time for what follows; cancel it
   * when nobody waits for it any more.
   */
  CompletableFuture<Void> after(Duration time);

  /** The time that passed since some moment, in nanoseconds. */
  long nanos();

  /** Real time. */
  final class RealPacer implements Pacer {

    private RealPacer() {}

    @Override
    public void pause(Duration time, Semaphore alarm) throws InterruptedException {
      if (alarm.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
        alarm.drainPermits();
      }
    }

    @Override
    public CompletableFuture<Void> after(Duration time) {
      return Threads.SHARED.after(time);
    }

    @Override
    public long nanos() {
      return System.nanoTime();
    }
  }
}
