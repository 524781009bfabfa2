package dev.runspec.registry.catalog;

import dev.runspec.registry.JsonDocument;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What moves with every beat of one instance: its lease and its telemetry. The only mutable part of
 * a catalogue; shared by all revisions that hold the instance. Written under its own monitor, read
 * without.
 */
public final class Vitals {

  private volatile Lease lease;
  private volatile @Nullable JsonDocument system;
  private boolean isEnded;

  public Vitals(Lease lease) {
    this.lease = lease;
  }

  /** Vitals of an instance that is heard of now, with what {@code before} told of its host. */
  static Vitals restarted(Instant now, Duration timeToLive, Vitals before) {
    Vitals vitals = new Vitals(Lease.granted(now, timeToLive));
    vitals.system = before.system;
    return vitals;
  }

  public Lease lease() {
    return lease;
  }

  /** The last telemetry, a JSON object. */
  public @Nullable JsonDocument system() {
    return system;
  }

  /** Keeps what a beat told of its host, if it told anything. */
  public void observe(@Nullable JsonDocument telemetry) {
    if (telemetry != null) {
      system = telemetry;
    }
  }

  /** Pushes the lease on; false when its time is up: then the instance needs new vitals. */
  public synchronized boolean renew(Instant now, Duration timeToLive) {
    return !lease.isExpired(now) && hear(now, timeToLive);
  }

  /** The same for those whose time somebody else measures; false only when it was ended. */
  public synchronized boolean hear(Instant now, Duration timeToLive) {
    if (isEnded) {
      return false;
    }
    if (now.isAfter(lease.lastHeard())) {
      lease = Lease.granted(now, timeToLive);
    }
    return true;
  }

  /** Puts the lease right: for vitals that nobody has seen yet, or that have ended. */
  public synchronized void restart(Instant now, Duration timeToLive) {
    lease = Lease.granted(now, timeToLive);
  }

  /**
   * Ends the lease if its time is up; a beat that races with this comes before or after, never
   * between.
   */
  public synchronized boolean endIfExpired(Instant now) {
    isEnded |= lease.isExpired(now);
    return isEnded;
  }

  /** Ends the lease before its time. */
  public synchronized void end() {
    isEnded = true;
  }
}
