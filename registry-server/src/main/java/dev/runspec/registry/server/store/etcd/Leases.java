package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The leases by which instances live. */
final class Leases {

  /** etcd grants none for less, in seconds. */
  static final long LEAST = 2;

  /**
   * How long after it was asked for a write may be tried. It says that somebody lives, and whoever
   * asked may be gone by then.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Etcd etcd;
  private final Beats beats;
  private final InstantSource clock;

  Leases(Etcd etcd, Beats beats, InstantSource clock) {
    this.etcd = etcd;
    this.beats = beats;
    this.clock = clock;
  }

  /** The lease that one write may need, however often it is tried. */
  Grant grant() {
    return new Grant(0, PATIENCE);
  }

  /** The same, but it is always a new one, for so many seconds from now on. */
  Grant grant(long seconds) {
    return new Grant(seconds, Beats.LATE);
  }

  /**
   * At most one new lease. It is never taken back: a transaction that was given up may have used
   * it, or may do so yet. If it is not used, it ends by itself.
   */
  final class Grant {

    private final long fixed;
    private final Instant end;
    private long granted;
    private long seconds;

    private Grant(long fixed, Duration patience) {
      this.fixed = fixed;
      this.end = clock.instant().plus(patience);
    }

    /**
     * @throws StoreUnavailable when it took too long until now
     */
    void mustBeInTime() {
      if (isOver()) {
        throw new StoreUnavailable("it could not be written in time");
      }
    }

    private boolean isOver() {
      return end.isBefore(clock.instant());
    }

    /** A lease for {@code after}: the one that it has, renewed, or a new one. */
    long lease(@Nullable Entry before, Member after) {
      long whole = seconds(after.registration().timeToLive());
      long wanted = fixed > 0 ? Math.min(fixed, whole) : whole;
      if (fixed == 0 && before != null && before.life() != null) {
        long lease = before.life().lease();
        if (isRenewed(before.member(), lease, wanted)) {
          return lease;
        }
      }
      if (granted == 0 || seconds != wanted) {
        granted = etcd.grant(wanted);
        seconds = wanted;
      }
      return granted;
    }

    private boolean isRenewed(Member member, long lease, long wanted) {
      if (beats.isDoubted(lease)) {
        return false;
      }
      try {
        long answer = etcd.keepAlive(List.of(lease)).getOrDefault(lease, 0L);
        if (isOver()) {
          beats.doubt(member, lease); // it lives on, and the write is given up
        }
        return answer == wanted;
      } catch (EtcdFailure failure) {
        if (failure.mayHaveArrived()) {
          beats.doubt(member, lease);
        }
        throw failure;
      }
    }
  }

  /** etcd counts whole seconds. */
  static long seconds(Duration timeToLive) {
    return Math.max(LEAST, timeToLive.plusNanos(999_999_999).toSeconds());
  }
}
