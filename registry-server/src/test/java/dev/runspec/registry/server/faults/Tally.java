package dev.runspec.registry.server.faults;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What happened, in numbers. */
final class Tally {

  /** What is counted. */
  enum Count {
    WRITES,
    BEATS,
    LOOKUPS,
    EVENTS,
    /** Attempts of agents that got no answer, or were told to come back. */
    FAILED_ATTEMPTS,
    /** Answers that said that they may be old. */
    WARNED,
    /** Streams of events that could not go on, and read all afresh. */
    RESETS,
    /** Instances of which an attempt that its agent had given up was seen in the end. */
    LATE_WRITES
  }

  /** Of which the longest is kept. */
  enum Longest {
    /** Between two acknowledged writes, of all agents. */
    WITHOUT_A_WRITE,
    /** That a beating instance was listed stale. */
    STALE,
    /** After the recovery that a beating instance was listed stale. */
    STALE_AFTERWARDS,
    /** After its time to live that a silent instance was listed live. */
    OVERDUE,
    /** That an answer was old and did not say so. */
    UNSAID,
    /** From the end of all writes to the agreement of all replicas. */
    AGREEMENT
  }

  private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
  private final Map<Longest, LongAccumulator> longest = new EnumMap<>(Longest.class);

  Tally() {
    for (Count each : Count.values()) {
      counts.put(each, new LongAdder());
    }
    for (Longest each : Longest.values()) {
      longest.put(each, new LongAccumulator(Math::max, 0));
    }
  }

  void count(Count what) {
    adder(what).increment();
  }

  void saw(Longest what, long nanos) {
    accumulator(what).accumulate(nanos);
  }

  /** All numbers since this was asked last. */
  Numbers take() {
    Map<Count, Long> counted = new EnumMap<>(Count.class);
    for (Count each : Count.values()) {
      counted.put(each, adder(each).sumThenReset());
    }
    Map<Longest, Duration> lasted = new EnumMap<>(Longest.class);
    for (Longest each : Longest.values()) {
      lasted.put(each, Duration.ofNanos(accumulator(each).getThenReset()));
    }
    return new Numbers(counted, lasted);
  }

  private LongAdder adder(Count what) {
    LongAdder adder = counts.get(what);
    if (adder == null) {
      throw new IllegalArgumentException("not counted: " + what);
    }
    return adder;
  }

  private LongAccumulator accumulator(Longest what) {
    LongAccumulator accumulator = longest.get(what);
    if (accumulator == null) {
      throw new IllegalArgumentException("not measured: " + what);
    }
    return accumulator;
  }

  /** The numbers of some time. */
  record Numbers(Map<Count, Long> counts, Map<Longest, Duration> longest) {

    static final Numbers NONE = new Tally().take();

    long of(Count what) {
      return counts.getOrDefault(what, 0L);
    }

    Duration of(Longest what) {
      return longest.getOrDefault(what, Duration.ZERO);
    }

    /** Those of both times together. */
    Numbers and(Numbers other) {
      Map<Count, Long> summed = new EnumMap<>(counts);
      other.counts.forEach((what, count) -> summed.merge(what, count, Long::sum));
      Map<Longest, Duration> greatest = new EnumMap<>(longest);
      other.longest.forEach(
          (what, time) -> greatest.merge(what, time, (a, b) -> a.compareTo(b) < 0 ? b : a));
      return new Numbers(summed, greatest);
    }
  }
}
