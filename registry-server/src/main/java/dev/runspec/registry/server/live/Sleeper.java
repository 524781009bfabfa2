package dev.runspec.registry.server.live;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** One thread that sleeps until somebody wakes it, or its time is up. */
final class Sleeper {

  private final Thread thread = Thread.currentThread();
  private final Topic topic;
  private volatile Instant until;
  private volatile boolean isWoken;

  Sleeper(Topic topic, Instant until) {
    this.topic = topic;
    this.until = until;
  }

  Topic topic() {
    return topic;
  }

  /** The first moment at which it is to be woken in any case. */
  Instant until() {
    return until;
  }

  void until(Instant other) {
    until = other;
  }

  void wake() {
    isWoken = true;
    LockSupport.unpark(thread);
  }

  /** Returns when this was woken since it last slept. */
  void sleep() throws InterruptedException {
    while (!isWoken) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    isWoken = false;
  }
}
