package dev.runspec.registry.server.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Times in which something was not there. */
final class Absences {

  /** What was under way when it went, or comes while it is about to be there, may suffer, too. */
  private static final long GRACE = Duration.ofSeconds(1).toNanos();

  private final List<Absence> all = new CopyOnWriteArrayList<>();

  private record Absence(long begin, long end, boolean isOver) {}

  /** It goes now. */
  void begin() {
    all.add(new Absence(System.nanoTime(), 0, false));
  }

  /** It is there again. */
  void end() {
    long now = System.nanoTime();
    all.replaceAll(each -> each.isOver() ? each : new Absence(each.begin(), now, true));
  }

  /** Whether it was not there at any time between these. */
  boolean touch(long from, long to) {
    return all.stream()
        .anyMatch(
            each -> to - each.begin() > -GRACE && (!each.isOver() || from - each.end() < GRACE));
  }

  /** Whether it went at most so long before this. */
  boolean beganBefore(long time, Duration atMost) {
    return all.stream()
        .map(each -> time - each.begin())
        .anyMatch(since -> since >= 0 && since < atMost.toNanos());
  }
}
