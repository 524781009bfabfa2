package dev.runspec.registry.server.page;

import dev.runspec.registry.engine.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that begins in the past and is turned on to the present, so that there is a past to show.
 */
final class PastClock implements InstantSource {

  private final InstantSource present = MonotonicClock.start();
  private volatile Duration behind;

  PastClock(Duration behind) {
    this.behind = behind;
  }

  /** Time goes by, but not beyond the present. */
  void pass(Duration time) {
    Duration left = behind.minus(time);
    behind = left.isNegative() ? Duration.ZERO : left;
  }

  void arrive() {
    behind = Duration.ZERO;
  }

  @Override
  public Instant instant() {
    return present.instant().minus(behind);
  }
}
