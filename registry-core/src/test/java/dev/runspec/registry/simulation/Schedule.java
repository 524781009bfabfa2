package dev.runspec.registry.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time, and what is to happen in it: one thing after the other, never two at once. */
public final class Schedule implements InstantSource {

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
  private volatile Instant now = Instant.parse("2026-03-01T12:00:00.123456789Z");
  private long numbers;

  /** Begins at some noon. */
  public Schedule() {}

  private record Due(Instant at, long number, Runnable action) {}

  @Override
  public Instant instant() {
    return now;
  }

  /** Has something happen after this time. */
  public void after(Duration pause, Runnable action) {
    due.add(new Due(now.plus(pause), numbers++, action));
  }

  /** Lets time pass for somebody who is busy meanwhile. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** Goes on until {@code end}; what is due then still happens. */
  public void runUntil(Instant end) {
    while (!due.isEmpty() && !due.peek().at().isAfter(end)) {
      Due next = due.remove();
      if (next.at().isAfter(now)) {
        now = next.at();
      }
      next.action().run();
    }
    if (end.isAfter(now)) {
      now = end;
    }
  }
}
