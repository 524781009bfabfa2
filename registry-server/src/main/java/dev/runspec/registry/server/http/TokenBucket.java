package dev.runspec.registry.server.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket that holds {@code burst} tokens and gets new ones at a steady rate. One number says it
 * all: the moment at which the bucket would be full again.
 */
final class TokenBucket {

  private final long nanosPerToken;
  private final long nanosPerBurst;
  private final AtomicLong fullAt;

  /** A full bucket at {@code now}. */
  TokenBucket(Rate rate, long now) {
    this.nanosPerToken = rate.nanosPerToken();
    this.nanosPerBurst = Math.multiplyExact(nanosPerToken, (long) rate.burst());
    this.fullAt = new AtomicLong(now);
  }

  /** Takes a token: zero when there was one, or how long until there is one. */
  Duration take(long now) {
    while (true) {
      long before = fullAt.get();
      long after = (before - now > 0 ? before : now) + nanosPerToken;
      long missing = after - now - nanosPerBurst;
      if (missing > 0) {
        return Duration.ofNanos(missing);
      }
      if (fullAt.compareAndSet(before, after)) {
        return Duration.ZERO;
      }
    }
  }

  /** How long until there is a token; zero when there is one. Takes nothing. */
  Duration untilNext(long now) {
    long missing = fullAt.get() - now + nanosPerToken - nanosPerBurst;
    return missing > 0 ? Duration.ofNanos(missing) : Duration.ZERO;
  }

  /**
   * How fast tokens come, and how many can be saved.
   *
   * @param tokens how many come in {@code period}
   * @param period over how long
   * @param burst how many a full bucket holds
   */
  record Rate(int tokens, Duration period, int burst) {

    Rate {
      if (tokens < 1 || burst < 1 || period.isNegative() || period.isZero()) {
        throw new IllegalArgumentException(
            "rate is not positive: " + tokens + " per " + period + ", burst " + burst);
      }
    }

    long nanosPerToken() {
      return Math.max(1, period.toNanos() / tokens);
    }

    /** How long an empty bucket takes to fill. */
    Duration refill() {
      return Duration.ofNanos(nanosPerToken()).multipliedBy(burst);
    }
  }
}
