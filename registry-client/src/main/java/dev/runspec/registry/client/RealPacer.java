package dev.runspec.registry.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Real time. */
final class RealPacer implements Pacer {

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
