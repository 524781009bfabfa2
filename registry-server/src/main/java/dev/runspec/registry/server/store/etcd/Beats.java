package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.catalog.Lease;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Member.Standing;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdFailure;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The beats that were heard and etcd does not know of yet. They are sent together; what etcd did
 * not answer for is sent again, for as long as the beat still counts.
 */
final class Beats {

  private static final System.Logger LOG = System.getLogger(Beats.class.getName());

  /** How many go with one request: the gateway reads on while it answers, but not for ever. */
  private static final int BATCH = 500;

  /**
   * How many of the others go at once: each costs two requests, and a later beat may spare them.
   */
  private static final int UNFIT_BATCH = 50;

  /** From this age on a beat may not renew a whole lease: it would outlive the agent by that. */
  static final Duration LATE = Duration.ofSeconds(1);

  /** So long a request that was given up may lie on its way until it comes to etcd after all. */
  private static final Duration STRAY = Duration.ofMinutes(2);

  private final Etcd etcd;
  private final InstantSource clock;
  private final Map<InstanceId, Beat> unsent = new ConcurrentHashMap<>();

  /**
   * Leases that do not say for how long somebody lives, and until when not: a stray request may
   * renew them, or they are gone, or too long, or too short.
   */
  private final Map<Long, Instant> doubted = new ConcurrentHashMap<>();

  private volatile boolean isTrusting;

  /** The last that were sent on leases in doubt, while no others could be had. */
  private final Map<InstanceId, Beat> trusted = new ConcurrentHashMap<>();

  private final Lock lock = new ReentrantLock();
  private final LongAdder batches = new LongAdder();
  private final LongAdder sent = new LongAdder();

  Beats(Etcd etcd, InstantSource clock) {
    this.etcd = etcd;
    this.clock = clock;
  }

  /**
   * One beat.
   *
   * @param lease what it renews
   * @param heardAt when it was heard
   * @param endsAt until when it says that the instance lives
   */
  record Beat(InstanceId id, long lease, Instant heardAt, Instant endsAt) {

    boolean isOver(Instant now) {
      return !now.isBefore(endsAt);
    }

    static Beat last(InstanceId id, long lease, Lease of) {
      return new Beat(id, lease, of.lastHeard(), of.expiresAt());
    }

    boolean isLate(Instant now) {
      return Beats.isLate(heardAt, now);
    }

    /** How long the instance lives by it from now on, in seconds that etcd can count. */
    long secondsLeft(Instant now) {
      return isLate(now) ? Duration.between(now, endsAt).toSeconds() : seconds();
    }

    private long seconds() {
      return Leases.seconds(Duration.between(heardAt, endsAt));
    }
  }

  /** Whether a lease that begins now is too much too late for what was heard then. */
  static boolean isLate(Instant heardAt, Instant now) {
    return heardAt.plus(LATE).isBefore(now);
  }

  /** One that is to be passed on, unless a newer one waits for that. */
  void add(Beat beat) {
    Beat unused =
        unsent.merge(
            beat.id(),
            beat,
            (waiting, again) -> waiting.heardAt().isAfter(again.heardAt()) ? waiting : again);
  }

  /**
   * Follows etcd: a beat may have been heard here that etcd has renewed another lease for, or none,
   * because this replica was behind.
   */
  void follow(Entry before, Entry after) {
    Lease heard = before.member().vitals().lease();
    Entry.Life old = before.life();
    Entry.Life now = after.life();
    if (old == null
        || heard.isExpired(clock.instant())
        || after.member().standing() == Standing.GONE) {
      return;
    }
    if (now == null) {
      doubt(old.lease()); // it may be there, with nobody that lives by it
      add(Beat.last(after.member().id(), old.lease(), heard));
    } else if (now.lease() != old.lease() && now.stamp().isBefore(heard.lastHeard())) {
      add(Beat.last(after.member().id(), now.lease(), heard));
    }
  }

  /** How many requests were sent. */
  long batches() {
    return batches.sum();
  }

  /** How many beats were sent. */
  long sent() {
    return sent.sum();
  }

  /** A renewal of its lease was given up, and may come to etcd at any time. */
  void doubt(Member member, long lease) {
    doubt(lease);
    add(Beat.last(member.id(), lease, member.vitals().lease())); // so that it ends in time
  }

  private void doubt(long lease) {
    doubted.put(lease, clock.instant().plus(STRAY));
  }

  /**
   * Whether to renew also doubted leases, for no others can be had; afterwards they are replaced.
   */
  void trust(boolean all) {
    isTrusting = all;
    if (!all) {
      trusted.values().forEach(this::add);
      trusted.clear();
    }
  }

  /** Whether the lease does not say for how long somebody lives. */
  boolean isDoubted(long lease) {
    return doubted.containsKey(lease);
  }

  /**
   * Sends those that are neither late nor of a doubted lease.
   *
   * @throws EtcdFailure when etcd does not answer; what was not answered for is sent next time
   */
  void send() {
    lock.lock();
    try {
      sendTimely();
    } finally {
      lock.unlock();
    }
  }

  private void sendTimely() {
    Instant now = clock.instant();
    doubted.values().removeIf(now::isAfter);
    List<Beat> timely =
        unsent.values().stream()
            .filter(beat -> !beat.isLate(now) && (isTrusting || !isDoubted(beat.lease())))
            .toList();
    for (int from = 0; from < timely.size(); from += BATCH) {
      List<Beat> batch = timely.subList(from, Math.min(timely.size(), from + BATCH));
      try {
        send(batch);
      } catch (EtcdFailure failure) {
        if (failure.mayHaveArrived()) {
          batch.forEach(beat -> doubt(beat.lease()));
        }
        throw failure;
      }
    }
  }

  /**
   * Takes some of the others out, and all that do not count any more.
   *
   * @param isToAct whether it is time to do something for one of a doubted lease
   * @return those that must not renew the lease that there is
   */
  List<Beat> takeUnfit(Predicate<Beat> isToAct) {
    Instant now = clock.instant();
    unsent.values().removeIf(beat -> beat.isOver(now) && !isDoubted(beat.lease()));
    // Of those who were silent for longest the lease may end first.
    return unsent.values().stream()
        .filter(beat -> isDoubted(beat.lease()) ? isToAct.test(beat) : beat.isLate(now))
        .sorted(Comparator.comparing(Beat::heardAt))
        .limit(UNFIT_BATCH)
        .filter(beat -> unsent.remove(beat.id(), beat))
        .toList();
  }

  private void send(List<Beat> batch) {
    Map<Long, Beat> byLease = new HashMap<>();
    batch.forEach(beat -> byLease.put(beat.lease(), beat));
    Map<Long, Long> answers = etcd.keepAlive(byLease.keySet());
    Instant now = clock.instant();
    batches.increment();
    sent.add(answers.size());
    if (answers.size() < batch.size()) {
      LOG.log(Level.DEBUG, () -> "etcd answered " + answers.size() + " beats of " + batch.size());
    }
    answers.forEach(
        (lease, seconds) -> {
          Beat beat = byLease.get(lease);
          if (beat == null) {
            return;
          }
          if (beat.isLate(now) || seconds < beat.seconds()) {
            doubt(lease); // it was on its way for long, or the lease is gone, or too short
          } else {
            boolean unused = unsent.remove(beat.id(), beat);
            if (isDoubted(lease)) {
              trusted.put(beat.id(), beat);
            }
          }
        });
  }
}
