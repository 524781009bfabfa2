package dev.runspec.registry.cli.output;

import java.time.Duration;
import java.time.Instant;

/** Times as people say them: {@code 12s}, {@code 3h}. */
final class Age {

  private Age() {}

  /** How long ago {@code then} was; what is to come is {@code 0s} ago. */
  static String since(Instant then, Instant now) {
    return of(Duration.between(then, now));
  }

  /** How long it is until {@code then}; what has passed is {@code 0s} away. */
  static String until(Instant then, Instant now) {
    return of(Duration.between(now, then));
  }

  static String of(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 120 * 60) {
      return seconds / 60 + "m";
    }
    if (seconds < 48 * 3600) {
      return seconds / 3600 + "h";
    }
    return seconds / 86_400 + "d";
  }
}
