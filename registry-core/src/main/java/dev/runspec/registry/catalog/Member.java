package dev.runspec.registry.catalog;

import dev.runspec.registry.HostEntry;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Registration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One instance as the catalogue holds it. All but the vitals is immutable: a change puts another
 * member in its place.
 *
 * @param registration what its agent said
 * @param registeredAt when
 * @param standing whether it is there
 * @param since since when it stands so
 * @param isDraining whether an operator took it out of tools and hosts
 * @param heard grows with every write of its agent; of two, the greater was heard of last. Only
 *     compared
 * @param vitals its lease and telemetry
 */
public record Member(
    Registration registration,
    Instant registeredAt,
    Standing standing,
    Instant since,
    boolean isDraining,
    long heard,
    Vitals vitals) {

  /** Whether an instance is there. */
  public enum Standing {
    LIVE,
    STALE,
    GONE
  }

  public InstanceId id() {
    return registration.id();
  }

  public boolean isLive() {
    return standing == Standing.LIVE;
  }

  /** How it stands, drained ones told apart. */
  public InstanceState state() {
    return switch (standing) {
      case LIVE -> isDraining ? InstanceState.DRAINING : InstanceState.LIVE;
      case STALE -> InstanceState.STALE;
      case GONE -> InstanceState.GONE;
    };
  }

  /** What is told of it, at this moment. */
  public Instance instance() {
    Lease lease = vitals.lease();
    return new Instance(
        registration,
        state(),
        isLive(),
        lease.lastHeard(),
        registeredAt,
        Instant.EPOCH.plus(heard, ChronoUnit.MICROS),
        since,
        lease.expiresAt(),
        vitals.system());
  }

  /**
   * What an instance is that was told of: the same in everything that decides who speaks. Its
   * telemetry and lease are as they were when it was told.
   */
  public static Member of(Instance told) {
    Instant heard = told.lastSeen();
    Instant expiry = told.expiresAt().isBefore(heard) ? heard : told.expiresAt();
    Vitals vitals = new Vitals(new Lease(heard, expiry));
    vitals.observe(told.system());
    return new Member(
        told.registration(),
        told.registeredAt(),
        switch (told.state()) {
          case LIVE, DRAINING -> Standing.LIVE;
          case STALE -> Standing.STALE;
          case GONE -> Standing.GONE;
          case UNKNOWN -> told.active() ? Standing.LIVE : Standing.STALE;
        },
        told.stateSince(),
        told.state() == InstanceState.DRAINING,
        heardAt(told.heardAt()),
        vitals);
  }

  HostEntry hostEntry() {
    return new HostEntry(
        registration.host(),
        registration.name(),
        registration.id(),
        registration.version(),
        registration.publishedTools().size());
  }

  /** The place that it takes on its host. */
  public Slot slot() {
    return new Slot(registration.host(), registration.name(), 0);
  }

  /** An agent that registers now. */
  public static Member registered(Registration registration, Instant now) {
    return new Member(
        registration,
        now,
        Standing.LIVE,
        now,
        false,
        heardAt(now),
        new Vitals(Lease.granted(now, registration.timeToLive())));
  }

  /** The same agent, heard of now. */
  public Member revived(Instant now) {
    return new Member(
        registration,
        registeredAt,
        Standing.LIVE,
        isLive() ? since : now,
        isDraining,
        heardAt(now),
        Vitals.restarted(now, registration.timeToLive(), vitals));
  }

  /** The same, living by another lease: nothing is told of that. */
  public Member relet(Instant lastHeard) {
    return new Member(
        registration,
        registeredAt,
        standing,
        since,
        isDraining,
        heard,
        Vitals.restarted(lastHeard, registration.timeToLive(), vitals));
  }

  public Member saying(Registration other) {
    return new Member(other, registeredAt, standing, since, isDraining, heard, vitals);
  }

  public Member ended(Standing as, Instant now) {
    return new Member(registration, registeredAt, as, now, isDraining, heard, vitals);
  }

  public Member draining(boolean drained) {
    return new Member(registration, registeredAt, standing, since, drained, heard, vitals);
  }

  private static long heardAt(Instant now) {
    return Math.addExact(
        Math.multiplyExact(now.getEpochSecond(), 1_000_000L), now.getNano() / 1000);
  }
}
