package dev.runspec.registry.server.soak;

import java.time.Duration;
import java.util.List;

/**
 * What was seen of one process.
 *
 * @param number the first is 1
 * @param length how long it was to live
 * @param ending how it ended
 * @param first what it was like before anybody called it
 * @param samples what it was like after that
 */
record Life(int number, Duration length, Ending ending, Sample first, List<Sample> samples) {

  /** How a process ends. */
  enum Ending {
    TERM,
    KILL
  }

  /** How many changes fill what the registry remembers of them (8,192), with some to spare. */
  private static final long FULL = 10_000;

  /** The samples that count: after a quarter of its time, and when all memories are full. */
  List<Sample> settled() {
    Duration begin = first.at().plus(length.dividedBy(4));
    return samples.stream()
        .filter(each -> each.at().compareTo(begin) > 0 && each.changes() >= FULL)
        .toList();
  }
}
