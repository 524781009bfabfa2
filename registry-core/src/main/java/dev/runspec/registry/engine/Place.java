package dev.runspec.registry.engine;

import dev.runspec.registry.Position;
import org.jspecify.annotations.Nullable;

/**
 * A place in the feed: behind one event and before the next. Whoever reads along holds one and goes
 * from it to the next, without a lock and at its own pace. The feed forgets its oldest places: then
 * one is lost, leads nowhere, and holds nothing.
 */
public final class Place {

  private final Position position;
  private volatile @Nullable FeedEvent event;
  private volatile @Nullable Place next;
  private volatile boolean isLost;

  Place(Position position, @Nullable FeedEvent event) {
    this.position = position;
    this.event = event;
  }

  /** Where this is. */
  public Position position() {
    return position;
  }

  /** What led here; null at the start of the feed, and when this is lost. */
  public @Nullable FeedEvent event() {
    return event;
  }

  /** The place behind the next event; null when there is none yet, or this is lost. */
  public @Nullable Place next() {
    return next;
  }

  /** Whether what came after this is no longer known: whoever is here must read afresh. */
  public boolean isLost() {
    return isLost;
  }

  void lead(Place to) {
    next = to;
  }

  void lose() {
    isLost = true;
    next = null;
    event = null;
  }
}
