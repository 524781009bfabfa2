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
   * How long after it was asked for a write may be tried. It may say that somebody lives, and
   * whoever asked may be gone by then.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How much longer it may take for each definition that has to be brought to etcd first. */
  private static final Duration BRINGING = Duration.ofMillis(20);

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
    private final Instant begin = clock.instant();
    private Instant end;
    private long granted;
    private long seconds;

    private Grant(long fixed, Duration patience) {
      this.fixed = fixed;
      this.end = begin.plus(patience);
    }

    /** So many definitions had to be brought first. */
    void brought(int definitions) {
      end = end.plus(BRINGING.multipliedBy(definitions));
    }

    /**
     * @throws StoreUnavailable when it took too long until now
     */
    void mustBeInTime() {
      if (end.isBefore(clock.instant())) {
        throw new StoreUnavailable("it could not be written in time");
      }
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
        mustBeInTime();
        granted = etcd.grant(wanted);
        seconds = wanted;
      }
      return granted;
    }

    private boolean isLate() {
      return Beats.isLate(begin, clock.instant());
    }

    private boolean isRenewed(Member member, long lease, long wanted) {
      if (isLate() || beats.isDoubted(lease)) {
        return false;
      }
      try {
        long answer = etcd.keepAlive(List.of(lease)).getOrDefault(lease, 0L);
        if (isLate()) {
          beats.doubt(member, lease); // it outlives the agent if the write is given up
          return false;
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
