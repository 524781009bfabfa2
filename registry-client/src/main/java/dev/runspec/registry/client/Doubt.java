package dev.runspec.registry.client;

import java.time.Duration;

/**
 * The doubt whether a registry that says it knows nobody is right. It is over when its grace is, or
 * when it is settled before.
 */
final class Doubt {

  private final Pacer pacer;
  private final Duration grace;
  private volatile boolean isOpen;
  private long begin;

  Doubt(Pacer pacer, Duration grace) {
    this.pacer = pacer;
    this.grace = grace;
  }

  /** Begins it, unless it began before. */
  void arise() {
    if (!isOpen) {
      begin = pacer.nanos();
      isOpen = true;
    }
  }

  void settle() {
    isOpen = false;
  }

  /** Whether there is one, though its grace may be over. */
  boolean isOpen() {
    return isOpen;
  }

  /** How much of the grace is left. */
  Duration left() {
    Duration left = grace.minusNanos(pacer.nanos() - begin);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
