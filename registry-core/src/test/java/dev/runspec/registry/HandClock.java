package dev.runspec.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class HandClock implements InstantSource {

  private volatile Instant now;
  private Runnable before = () -> {};
  private Runnable after = () -> {};

  public HandClock(Instant start) {
    this.now = start;
  }

  /** A clock at some noon. */
  public static HandClock atNoon() {
    return new HandClock(Instant.parse("2026-03-01T12:00:00.123456Z"));
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves on. */
  public synchronized void advance(Duration by) {
    moveTo(now.plus(by));
  }

  /** Moves to one moment. */
  public synchronized void moveTo(Instant moment) {
    before.run();
    now = moment;
    after.run();
  }

  /** Has others move along: what they do before and after every move. */
  public synchronized void accompany(Runnable beforeMove, Runnable afterMove) {
    before = beforeMove;
    after = afterMove;
  }
}
