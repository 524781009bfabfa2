package dev.runspec.registry.server.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One look at the process.
 *
 * @param at since the soak began
 * @param values what was measured
 * @param answered how many requests had been answered by then
 * @param changes how many changes this process had made by then
 * @param instances how many it knew
 */
record Sample(Duration at, Map<Gauge, Long> values, long answered, long changes, long instances) {

  long of(Gauge gauge) {
    return values.getOrDefault(gauge, 0L);
  }

  /** The median of all these samples. */
  static long median(List<Sample> samples, Gauge gauge) {
    long[] sorted = samples.stream().mapToLong(each -> each.of(gauge)).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
