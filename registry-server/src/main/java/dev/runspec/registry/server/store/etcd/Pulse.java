package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.server.store.etcd.Word.Heard;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdFailure;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a replica writes every second: the beats that it heard, so that all replicas can tell when
 * an agent was heard of last. That it comes back through the watch proves that nothing before it is
 * missing here.
 */
final class Pulse {

  private static final System.Logger LOG = System.getLogger(Pulse.class.getName());

  /** How long it may take until we see our own word before the connection is taken for dead. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How long a replica's word stays after its end, in seconds. */
  private static final long TIME_TO_LIVE = 30;

  /** How often the lease is renewed. */
  private static final Duration RENEWAL = Duration.ofSeconds(10);

  private static final int MOST_BEATS = 20_000;

  /** How many words it may take to tell all; what is left after them goes with the next pulse. */
  private static final int MOST_WORDS = 10;

  /** After a longer silence what is said got through at last, and not at once. */
  private static final Duration GAP = Duration.ofMillis(2500);

  private final Etcd etcd;
  private final String key;
  private final Mirror mirror;
  private final InstantSource clock;
  private final Crew crew;
  private final Map<InstanceId, Heard> heard = new ConcurrentHashMap<>();

  /** Shared by those who are between hearing a beat and noting it. */
  private final ReadWriteLock hearing = new ReentrantReadWriteLock();

  private final Lock lock = new ReentrantLock();
  private long lease;
  private Instant renewedAt;

  /** All that was heard here until then, the others were told. */
  private Instant told;

  private Instant spokenAt;
  private volatile Instant fluentSince;
  private volatile Instant provenAt;
  private volatile @Nullable EtcdFailure trouble;

  Pulse(Etcd etcd, Keys keys, Mirror mirror, InstantSource clock, Crew crew) {
    this.etcd = etcd;
    this.key = keys.replicas() + HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    this.mirror = mirror;
    this.clock = clock;
    this.crew = crew;
    this.provenAt = clock.instant();
    this.renewedAt = provenAt;
    this.spokenAt = provenAt;
    this.fluentSince = provenAt;
    this.told = provenAt;
  }

  /** Where it stands in etcd. */
  String key() {
    return key;
  }

  /** Hears of somebody at the moment that {@code hearer} is given, and notes it in there. */
  boolean hear(Predicate<Instant> hearer) {
    hearing.readLock().lock();
    try {
      return hearer.test(clock.instant());
    } finally {
      hearing.readLock().unlock();
    }
  }

  /** Notes a beat that was heard here. */
  void note(InstanceId id, Instant at, @Nullable JsonDocument system) {
    Heard unused = heard.merge(id, new Heard(at, system), Heard::with);
  }

  /** Now, when all that was heard before is noted; but for who was heard while etcd was asked. */
  private Instant allNoted() {
    hearing.writeLock().lock();
    try {
      return clock.instant();
    } finally {
      hearing.writeLock().unlock();
    }
  }

  /** At this moment, nothing was missing here. */
  Instant provenAt() {
    return provenAt;
  }

  /** Since when what is said here gets through at once. */
  Instant fluentSince() {
    return fluentSince;
  }

  /** Why etcd could not be reached the last time; null when it could. */
  @Nullable String trouble() {
    EtcdFailure known = trouble;
    return known == null ? null : known.getMessage();
  }

  /** The first word: whoever has seen that has come to the present. */
  long begin() {
    lock.lock();
    try {
      return say();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says what was heard, and waits until that is seen.
   *
   * @return what became of it
   */
  Outcome beat(Feed feed) throws InterruptedException {
    lock.lock();
    try {
      Outcome outcome = said(feed);
      if (outcome != Outcome.AWAY) {
        keepLease();
      }
      return outcome;
    } finally {
      lock.unlock();
    }
  }

  private Outcome said(Feed feed) throws InterruptedException {
    Instant start = clock.instant();
    long seen = mirror.revision(); // before: others write on while we do
    Instant fluent = fluentSince;
    long revision;
    try {
      revision = sayAll();
      if (!fluentSince.equals(fluent)) { // that was not the last word any more
        start = clock.instant();
        revision = sayAll();
      }
    } catch (EtcdFailure failure) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("while speaking");
      }
      if (trouble == null) {
        LOG.log(Level.WARNING, () -> "etcd is out of reach: " + failure.getMessage());
      }
      trouble = failure;
      return Outcome.AWAY;
    }
    if (revision < seen) {
      return Outcome.WENT_BACK;
    }
    if (!crew.await(feed, revision, PATIENCE)) {
      return Outcome.DEAF;
    }
    provenAt = start;
    if (trouble != null && !isFull()) {
      LOG.log(Level.INFO, "etcd is back");
      trouble = null;
    }
    return Outcome.SEEN;
  }

  /** Whether etcd takes no writes. */
  boolean isFull() {
    EtcdFailure known = trouble;
    return known != null && known.kind() == EtcdFailure.Kind.FULL;
  }

  private long sayAll() {
    Instant start = clock.instant();
    long revision = say();
    for (int words = 1; told.isBefore(start) && !isFull() && words < MOST_WORDS; words++) {
      revision = say();
    }
    return revision;
  }

  private long say() {
    Instant now = allNoted();
    Map<InstanceId, Heard> beats = taken();
    Instant until = beats.size() < MOST_BEATS ? now : told;
    try {
      if (lease == 0) {
        grant();
      }
      long revision = put(new Word(beats, until).bytes());
      told = until;
      noteSpoken();
      trouble = isFull() ? null : trouble;
      return revision;
    } catch (EtcdFailure failure) {
      beats.forEach((id, beat) -> note(id, beat.at(), beat.system())); // it goes with the next
      if (failure.kind() != EtcdFailure.Kind.FULL) {
        throw failure;
      }
      if (trouble == null) {
        LOG.log(Level.ERROR, () -> "etcd takes no writes: " + failure.getMessage());
      }
      trouble = failure;
      return etcd.get(key).revision(); // it cannot be written, but it can be followed
    }
  }

  private void noteSpoken() {
    Instant now = clock.instant();
    if (spokenAt.plus(GAP).isBefore(now)) {
      fluentSince = now;
    }
    spokenAt = now;
  }

  private long put(byte[] said) {
    try {
      return etcd.put(key, said, lease);
    } catch (EtcdFailure failure) {
      if (failure.kind() != EtcdFailure.Kind.NO_LEASE) {
        throw failure;
      }
      grant(); // this replica was away for longer than that
      return etcd.put(key, said, lease);
    }
  }

  private void grant() {
    lease = etcd.grant(TIME_TO_LIVE);
    renewedAt = clock.instant();
  }

  /** Now and then, and after the word: that must not wait for it. */
  private void keepLease() {
    if (lease == 0 || renewedAt.plus(RENEWAL).isAfter(clock.instant())) {
      return;
    }
    try {
      Map<Long, Long> unused = etcd.keepAlive(List.of(lease));
      renewedAt = clock.instant();
    } catch (EtcdFailure failure) {
      LOG.log(Level.DEBUG, "it is tried again after the next", failure);
    }
  }

  /** Takes out what was heard, as much as goes at once. */
  private Map<InstanceId, Heard> taken() {
    Map<InstanceId, Heard> taken = new HashMap<>();
    Iterator<InstanceId> ids = heard.keySet().iterator();
    while (taken.size() < MOST_BEATS && ids.hasNext()) {
      InstanceId id = ids.next();
      Heard beat = heard.remove(id);
      if (beat != null) {
        taken.put(id, beat);
      }
    }
    return taken;
  }

  /** Says the last, and takes it back: whoever follows has heard it. */
  void end() {
    lock.lock();
    try {
      if (lease != 0 && trouble == null && !heard.isEmpty()) {
        long unusedRevision = sayAll();
      }
      long unused = lease == 0 ? 0 : etcd.revoke(lease);
    } catch (EtcdFailure e) {
      LOG.log(Level.DEBUG, "it ends by itself", e);
    } finally {
      lock.unlock();
    }
  }

  /** What became of a pulse. */
  enum Outcome {
    /** It came back: nothing before it is missing. */
    SEEN,
    /** etcd took it, and it did not come back. */
    DEAF,
    /** etcd is behind what was seen of it: it is not the one that it was. */
    WENT_BACK,
    /** etcd is out of reach. */
    AWAY
  }
}
