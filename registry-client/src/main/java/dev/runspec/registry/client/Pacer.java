package dev.runspec.registry.client;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The one place where this library waits, so that a test can turn the time by hand. */
interface Pacer {

  /** Waits in real time. */
  Pacer REAL =
      (time, alarm) -> {
        if (alarm.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
          alarm.drainPermits();
        }
      };

  /** Returns when {@code time} is over or {@code alarm} was released, whichever comes first. */
  void pause(Duration time, Semaphore alarm) throws InterruptedException;

  /** Returns when {@code time} is over. */
  default void pause(Duration time) throws InterruptedException {
    pause(time, new Semaphore(0));
  }
}
