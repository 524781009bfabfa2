package dev.runspec.registry.engine;

import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Change;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one place where a catalogue gives way to the next. Only the store writes here, one change at
 * a time and in the order of their revisions; anybody reads.
 */
public final class Feed {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private volatile Catalog catalog = Catalog.empty(0);

  /** The present catalogue. */
  public Catalog catalog() {
    return catalog;
  }

  /** Starts from what a store recovered. */
  public void reset(Catalog recovered) {
    lock.lock();
    try {
      catalog = recovered;
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
      catalog = catalog.after(change);
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the catalogue is at {@code revision} or beyond; false when that took too long. */
  public boolean await(long revision, Duration atMost) throws InterruptedException {
    if (catalog.revision() >= revision) {
      return true;
    }
    long nanos = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (catalog.revision() < revision) {
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
