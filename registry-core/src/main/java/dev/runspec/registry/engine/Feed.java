package dev.runspec.registry.engine;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.Position;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Change;
import dev.runspec.registry.catalog.Member;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a catalogue gives way to the next, and the course of the last changes. Only
 * the store writes here, one change at a time and in the order of their revisions; anybody reads.
 */
public final class Feed {

  /** Most places that are remembered. */
  private static final int MOST_PLACES = 8192;

  /** Most tools that the remembered events hold, so that memory stays bounded. */
  private static final int GREATEST_WEIGHT = 200_000;

  private static final Position NOWHERE = new Position("0", 0);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private final int mostPlaces;
  private final int greatestWeight;
  private volatile Catalog catalog = Catalog.empty(NOWHERE);
  private volatile Place oldest = new Place(NOWHERE, null);
  private volatile Place latest = oldest;
  private volatile long reached;
  private int places = 1;
  private int weight;

  public Feed() {
    this(MOST_PLACES, GREATEST_WEIGHT);
  }

  /**
   * A feed that remembers this much.
   *
   * @param mostPlaces most changes
   * @param greatestWeight most tools that they hold in all
   */
  public Feed(int mostPlaces, int greatestWeight) {
    this.mostPlaces = mostPlaces;
    this.greatestWeight = greatestWeight;
  }

  /** The present catalogue. */
  public Catalog catalog() {
    return catalog;
  }

  /** The place behind the last change: from here on, nothing is missed. */
  public Place latest() {
    return latest;
  }

  /** The oldest place that is remembered: who was there misses nothing. */
  public Place oldest() {
    return oldest;
  }

  /** The place at this position; null when what came after it is not known here. */
  public @Nullable Place at(Position position) {
    lock.lock();
    try {
      if (!position.epoch().equals(oldest.position().epoch())
          || position.revision() < oldest.position().revision()
          || position.revision() > Math.max(latest.position().revision(), reached)) {
        return null;
      }
      Place found = oldest;
      for (Place next = found.next();
          next != null && next.position().revision() <= position.revision();
          next = next.next()) {
        found = next;
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  /** Starts from what a store recovered; everybody who reads along must read afresh. */
  public void reset(Catalog recovered) {
    lock.lock();
    try {
      Place start = new Place(recovered.position(), null);
      catalog = recovered;
      reached = recovered.revision();
      latest = start;
      while (places > 0) {
        forgetOldest(start);
      }
      places = 1;
      weight = 0;
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Moves on by one change. */
  public void apply(Change change) {
    lock.lock();
    try {
      if (change.revision() <= catalog.revision()) {
        throw new IllegalArgumentException(
            "revision " + change.revision() + " does not follow " + catalog.revision());
      }
      FeedEvent event = new FeedEvent(change, catalog.member(change.id()));
      catalog = catalog.after(change);
      remember(event);
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Learns that nothing more happened up to {@code revision}. */
  public void reach(long revision) {
    lock.lock();
    try {
      reached = Math.max(reached, revision);
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts right what is told of an instance, which is no change: nobody is told, and the revision
   * stays.
   */
  public void amend(Member member) {
    lock.lock();
    try {
      long revision = catalog.revision();
      catalog = catalog.after(new Change(revision, ChangeKind.UNKNOWN, member.id(), member));
    } finally {
      lock.unlock();
    }
  }

  private void remember(FeedEvent event) {
    Place place = new Place(catalog.position(), event);
    latest.lead(place);
    latest = place;
    places++;
    weight += event.weight();
    while (places > 1 && (places > mostPlaces || weight > greatestWeight)) {
      forgetOldest(place);
    }
  }

  private void forgetOldest(Place orElse) {
    Place forgotten = oldest;
    Place next = forgotten.next();
    FeedEvent event = forgotten.event();
    weight -= event == null ? 0 : event.weight();
    places--;
    oldest = next == null ? orElse : next;
    forgotten.lose();
  }

  /** Waits until something follows {@code place}, or it is lost; false when that took too long. */
  public boolean awaitBeyond(Place place, Duration atMost) throws InterruptedException {
    return await(() -> place.next() != null || place.isLost(), atMost);
  }

  /**
   * Waits until all is seen that happened up to {@code revision}; false when that took too long.
   */
  public boolean await(long revision, Duration atMost) throws InterruptedException {
    return await(() -> catalog.revision() >= revision || reached >= revision, atMost);
  }

  private boolean await(BooleanSupplier isReached, Duration atMost) throws InterruptedException {
    if (isReached.getAsBoolean()) {
      return true;
    }
    long nanos = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (!isReached.getAsBoolean()) {
        if (nanos <= 0) {
          return false;
        }
        nanos = advanced.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
