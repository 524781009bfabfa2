package dev.runspec.registry.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A clock and a pacer whose time moves when a test turns it. */
final class HandCrank implements Pacer, InstantSource {

  private static final Duration LIMIT_OF_A_REQUEST = Duration.ofSeconds(10);

  private final Map<Semaphore, Term> waiting = new HashMap<>();
  private final List<Timer> timers = new ArrayList<>();
  private final Deque<Duration> unseen = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public void pause(Duration time, Semaphore alarm) throws InterruptedException {
    if (alarm.tryAcquire()) {
      alarm.drainPermits();
      return;
    }
    synchronized (this) {
      waiting.put(alarm, new Term(now.plus(time), time));
      unseen.add(time);
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
    Timer timer = new Timer(new Term(instant().plus(time), time), new CompletableFuture<>());
    synchronized (this) {
      timers.add(timer);
      unseen.add(time);
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
    return awaitPause(any -> unseen.isEmpty());
  }

  /** Waits until somebody pauses anew for such a time, and tells for how long. */
  synchronized Duration awaitPause(Predicate<Duration> isMeant) throws InterruptedException {
    long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      while (!unseen.isEmpty()) {
        Duration pause = unseen.remove();
        if (isMeant.test(pause)) {
          return pause;
        }
      }
      if (System.nanoTime() > patience) {
        throw new AssertionError("nobody pauses");
      }
      wait(100);
    }
  }

  /** Waits until somebody pauses anew, lets the pause pass, and tells how long it was. */
  Duration passPause() throws InterruptedException {
    Duration pause = awaitPause();
    turn(pause);
    return pause;
  }

  /** Lets the next pause pass that was not meant to last longer, if there is one. */
  void passPauseOfAtMost(Duration longest) {
    Optional<Instant> due;
    synchronized (this) {
      timers.removeIf(timer -> timer.over().isDone());
      due =
          Stream.concat(waiting.values().stream(), timers.stream().map(Timer::term))
              .filter(pause -> pause.time().compareTo(longest) <= 0)
              .filter(pause -> !pause.time().equals(LIMIT_OF_A_REQUEST))
              .map(Term::due)
              .min(Instant::compareTo);
    }
    due.ifPresent(then -> turn(Duration.between(instant(), then)));
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
                boolean isOver = !pause.getValue().due().isAfter(now);
                if (isOver) {
                  pause.getKey().release();
                }
                return isOver;
              });
      over = timers.stream().filter(timer -> !timer.term().due().isAfter(now)).toList();
      timers.removeAll(over);
    }
    over.forEach(timer -> timer.over().complete(null));
  }

  /** One who waits without a thread, and does not mind when nobody waits any more. */
  private record Timer(Term term, CompletableFuture<Void> over) {}

  /** Until when somebody waits, and how long that was when it began. */
  private record Term(Instant due, Duration time) {}
}
