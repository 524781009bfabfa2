package dev.runspec.registry.server.live;

import java.time.Instant;
import java.util.function.BooleanSupplier;

/** A place to wait at, for one thread, until it is closed. */
public final class Seat implements AutoCloseable {

  private final Live live;
  private final Sleeper sleeper;

  Seat(Live live, Topic topic) {
    this.live = live;
    this.sleeper = new Sleeper(topic, Instant.MAX);
    live.enter(sleeper);
  }

  /**
   * Waits until {@code isOver}, which is asked now, whenever an event touches the topic, and now
   * and then besides.
   *
   * @return false when it is {@code until} already, or everybody is sent away
   */
  public boolean await(Instant until, BooleanSupplier isOver) throws InterruptedException {
    sleeper.until(until);
    return live.await(sleeper, isOver);
  }

  @Override
  public void close() {
    live.leave(sleeper);
  }
}
