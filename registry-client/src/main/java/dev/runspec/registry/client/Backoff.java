package dev.runspec.registry.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses that double from failure to failure, each somewhere between its half and its whole, so
 * that many who failed together do not come back together.
 */
record Backoff(Duration first, Duration longest) {

  /** The pause after the {@code failures}-th failure in a row, counted from 1. */
  Duration after(int failures, RandomGenerator random) {
    int doublings = Math.min(failures - 1, 30);
    Duration whole = first.multipliedBy(1L << doublings);
    if (whole.compareTo(longest) > 0) {
      whole = longest;
    }
    return spread(whole, 0.5, 1, random);
  }

  /** Something between {@code low} and {@code high} times {@code time}. */
  static Duration spread(Duration time, double low, double high, RandomGenerator random) {
    double factor = low + (high - low) * random.nextDouble();
    return Duration.ofMillis(Math.round(time.toMillis() * factor));
  }
}
