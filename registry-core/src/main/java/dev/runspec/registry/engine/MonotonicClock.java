package dev.runspec.registry.engine;

import dev.runspec.registry.SystemClock;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The wall clock as it stood when this was made, carried on by {@link System#nanoTime}: a step of
 * the system's clock expires nobody.
 */
public final class MonotonicClock implements InstantSource {

  private final Instant anchor;
  private final long anchorNanos;

  private MonotonicClock(Instant anchor, long anchorNanos) {
    this.anchor = anchor;
    this.anchorNanos = anchorNanos;
  }

  /** Anchors a clock at the present time. */
  @SystemClock
  public static MonotonicClock start() {
    return new MonotonicClock(InstantSource.system().instant(), System.nanoTime());
  }

  @Override
  @SystemClock
  public Instant instant() {
    return anchor.plusNanos(System.nanoTime() - anchorNanos);
  }
}
