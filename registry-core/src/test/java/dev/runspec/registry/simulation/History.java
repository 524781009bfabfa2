package dev.runspec.registry.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** What happened last, for whoever has to understand a failure, and a mark of all that happened. */
public final class History {

  private static final int LAST = Integer.getInteger("simulation.history", 80);

  private final InstantSource time;
  private final Instant start;
  private final Deque<String> lines = new ArrayDeque<>();
  private int mark;

  public History(InstantSource time) {
    this.time = time;
    this.start = time.instant();
  }

  public void add(String what) {
    long millis = time.instant().toEpochMilli() - start.toEpochMilli();
    String line = "%,9d ms  %s".formatted(millis, what);
    mark = 31 * mark + line.hashCode();
    lines.addLast(line);
    if (lines.size() > LAST) {
      lines.removeFirst();
    }
  }

  /** The same for the same course of events. */
  public int mark() {
    return mark;
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
