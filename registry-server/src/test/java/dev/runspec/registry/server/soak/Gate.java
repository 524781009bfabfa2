package dev.runspec.registry.server.soak;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Lets callers through while it is open. To close it is to wait until all have come back. */
final class Gate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean isOpen;
  private int inside;

  void enter() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!isOpen) {
        changed.await();
      }
      inside++;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      inside--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void open() {
    lock.lock();
    try {
      isOpen = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Closes, and returns once nobody is inside. */
  void close() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      isOpen = false;
      changed.signalAll();
      long left = Duration.ofMinutes(2).toNanos();
      while (inside > 0) {
        left = changed.awaitNanos(left);
        if (left <= 0) {
          throw new IllegalStateException(inside + " callers do not come back");
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether callers are to come back. */
  boolean isClosing() {
    lock.lock();
    try {
      return !isOpen;
    } finally {
      lock.unlock();
    }
  }

  /** Lets this time pass, or less if callers are to come back. */
  void linger(Duration time) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = time.toNanos();
      while (isOpen && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets this time pass outside. */
  static void rest(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
