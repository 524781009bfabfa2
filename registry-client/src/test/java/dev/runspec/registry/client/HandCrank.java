package dev.runspec.registry.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** A clock and a pacer whose time moves when a test turns it. */
final class HandCrank implements Pacer, InstantSource {

  private final Map<Semaphore, Instant> waiting = new HashMap<>();
  private final List<Timer> timers = new ArrayList<>();
  private int begun;
  private int seen;
  private Duration latest = Duration.ZERO;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public void pause(Duration time, Semaphore alarm) throws InterruptedException {
    synchronized (this) {
      waiting.put(alarm, now.plus(time));
      latest = time;
      begun++;
      notifyAll();
    }
    try {
      alarm.acquire();
      alarm.drainPermits();
    } finally {
      synchronized (this) {
        waiting.remove(alarm);
      }
    }
  }

  @Override
  public CompletableFuture<Void> after(Duration time) {
    Timer timer = new Timer(instant().plus(time), new CompletableFuture<>());
    synchronized (this) {
      timers.add(timer);
      latest = time;
      begun++;
      notifyAll();
    }
    return timer.over();
  }

  @Override
  public synchronized long nanos() {
    return Duration.between(Instant.EPOCH, now).toNanos();
  }

  /** Waits until somebody pauses anew, and tells for how long. */
  synchronized Duration awaitPause() throws InterruptedException {
    long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (begun == seen) {
      if (System.nanoTime() > patience) {
        throw new AssertionError("nobody pauses");
      }
      wait(100);
    }
    seen = begun;
    return latest;
  }

  /** Waits until somebody pauses anew, lets the pause pass, and tells how long it was. */
  Duration passPause() throws InterruptedException {
    Duration pause = awaitPause();
    turn(pause);
    return pause;
  }

  /** Moves the time; pauses that are over by then end. */
  void turn(Duration time) {
    List<Timer> over;
    synchronized (this) {
      now = now.plus(time);
      waiting
          .entrySet()
          .removeIf(
              pause -> {
                boolean isOver = !pause.getValue().isAfter(now);
                if (isOver) {
                  pause.getKey().release();
                }
                return isOver;
              });
      over = timers.stream().filter(timer -> !timer.due().isAfter(now)).toList();
      timers.removeAll(over);
    }
    over.forEach(timer -> timer.over().complete(null));
  }

  /** One who waits without a thread, and does not mind when nobody waits any more. */
  private record Timer(Instant due, CompletableFuture<Void> over) {}
}
