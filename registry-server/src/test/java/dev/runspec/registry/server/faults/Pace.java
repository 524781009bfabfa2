package dev.runspec.registry.server.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What everything here goes by: how often agents beat, and how late may be what. */
final class Pace {

  /** How often an agent beats. */
  static final Duration BEAT = Duration.ofSeconds(1);

  /** After this time without a beat an instance is stale. */
  static final Duration TIME_TO_LIVE = BEAT.multipliedBy(3);

  /**
   * How much later than one beat after the recovery a live instance may still be listed stale: the
   * beat is collected with others for up to half a second, and this machine runs all of it.
   */
  static final Duration REVIVAL = Duration.ofMillis(1500);

  /**
   * How much later than its time to live a dead instance may be listed live: its last beat was
   * passed on up to a second later, etcd takes up to 414 ms to end a lease and a new leader half a
   * second more, and this machine runs all of it.
   */
  static final Duration EXPIRY = Duration.ofSeconds(2);

  /**
   * How old an answer may be that does not say so: a replica makes sure every second that it has
   * seen everything, and speaks of it after five.
   */
  static final Duration UNSAID = Duration.ofSeconds(6);

  /**
   * So long after an attempt was given up its agent may be live by it: a replica may be frozen for
   * six seconds, it tries to write for five, and then the agent lives for its time.
   */
  static final Duration ECHO = Duration.ofSeconds(11).plus(TIME_TO_LIVE).plus(EXPIRY);

  private Pace() {}

  /** Lets this time pass. */
  static void rest(Duration time) throws InterruptedException {
    restUntil(System.nanoTime() + time.toNanos());
  }

  /** Returns at this time. */
  static void restUntil(long time) throws InterruptedException {
    for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
