package dev.runspec.registry.client;

import java.time.Duration;

/**
 * How often a request is sent again when no connection could be made, or the answer was 429, 502,
 * 503 or 504. Every request of the protocol may be repeated.
 *
 * @param attempts how often it is sent at most, 1 or more
 * @param firstDelay the pause after the first failure, doubled after each further one
 * @param longestDelay the longest pause; a {@code Retry-After} beyond it is not waited for
 */
public record RetryPolicy(int attempts, Duration firstDelay, Duration longestDelay) {

  /** Three attempts, after 200 ms and 400 ms, and no wait beyond 5 s. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(3, Duration.ofMillis(200), Duration.ofSeconds(5));

  /** One attempt. */
  public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts are less than 1: " + attempts);
    }
    if (firstDelay.isNegative()) {
      throw new IllegalArgumentException("first delay is negative: " + firstDelay);
    }
    if (longestDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException(
          "longest delay is shorter than the first: " + longestDelay + " < " + firstDelay);
    }
  }

  Backoff backoff() {
    return new Backoff(firstDelay, longestDelay);
  }
}
