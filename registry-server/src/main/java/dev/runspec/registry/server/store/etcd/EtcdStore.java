package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Member.Standing;
import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.engine.StepwiseStore;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.server.store.etcd.Beats.Beat;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdFailure;
import dev.runspec.registry.server.store.etcd.gateway.KeyValue;
import dev.runspec.registry.server.store.etcd.gateway.Txn;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One replica's hold on an etcd cluster. Reads come from the {@link Mirror}, which follows etcd; a
 * write is a transaction on condition that the instance still is as the mirror has it, and is
 * answered once the mirror has seen it. Beats go to etcd's leases together, and what only the end
 * of a lease brings about is etcd's word alone.
 */
public final class EtcdStore extends StepwiseStore {

  private static final System.Logger LOG = System.getLogger(EtcdStore.class.getName());

  /** How long a write may wait for the mirror. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long a new replica may take to come to the present. */
  private static final Duration LONGEST_START = Duration.ofMinutes(1);

  /** How long to wait for what made a write fail: it may also be nothing that we follow. */
  private static final Duration MOMENT = Duration.ofMillis(50);

  /** A younger proof of freshness is as good as none: etcd is written to every second. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Etcd etcd;
  private final Crew crew;
  private final Keys keys;
  private final Shelf shelf;
  private final Mirror mirror;
  private final Leases leases;
  private final Beats beats;
  private final Pulse pulse;
  private final Delivery delivery;
  private final Epoch epoch;
  private final Follower follower;
  private final Collector collector;
  private final Upkeep upkeep;
  private final Lock[] locks = new Lock[256];
  private Feed feed = new Feed();

  /** A replica on this etcd; it is not asked for anything yet. */
  public EtcdStore(Etcd etcd, String prefix, InstantSource clock) {
    this(etcd, prefix, clock, new ThreadCrew());
  }

  EtcdStore(Etcd etcd, String prefix, InstantSource clock, Crew crew) {
    super(clock);
    this.etcd = etcd;
    this.crew = crew;
    this.keys = new Keys(prefix);
    this.shelf = new Shelf(keys);
    this.beats = new Beats(etcd, clock);
    this.mirror = new Mirror(keys, clock, shelf, beats);
    this.leases = new Leases(etcd, beats, clock);
    this.pulse = new Pulse(etcd, keys, mirror, clock, crew);
    Peers peers = new Peers(pulse, mirror, clock);
    this.delivery = new Delivery(this, beats, mirror, pulse, peers, clock);
    this.epoch = new Epoch(etcd, keys);
    this.follower = new Follower(etcd, keys, epoch, mirror, shelf, peers::hear, crew);
    this.collector = new Collector(etcd, keys, shelf, mirror, crew);
    this.upkeep = new Upkeep(this, new Obituaries(etcd, keys, mirror, crew), crew);
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  @Override
  public void open(Feed target) {
    feed = target;
    mirror.feed(target);
    try {
      long begin = pulse.begin();
      follower.start();
      if (!isSeen(begin, LONGEST_START)) {
        throw new StoreUnavailable("etcd does not show what happens to this replica");
      }
    } catch (EtcdFailure | IllegalArgumentException e) {
      throw new StoreUnavailable(String.valueOf(e.getMessage()), e);
    }
    upkeep.start();
  }

  @Override
  public Catalog catalog() {
    return feed.catalog();
  }

  @Override
  public @Nullable Member find(InstanceId id) {
    Member member = catalog().member(id);
    if (member != null) {
      return member;
    }
    try {
      KeyValue there = etcd.get(keys.record(id)).keyValue();
      if (there == null) {
        return null;
      }
      awaitSeen(there.modRevision());
      return catalog().member(id);
    } catch (EtcdFailure failure) {
      throw unavailable(failure);
    }
  }

  @Override
  public Duration age() {
    Duration age = Duration.between(pulse.provenAt(), clock.instant());
    return age.compareTo(FRESH) < 0 ? Duration.ZERO : age;
  }

  @Override
  public @Nullable String trouble() {
    return pulse.trouble();
  }

  @Override
  public Outcome beat(InstanceId id, @Nullable JsonDocument system) {
    Instant asked = clock.instant();
    Member seen = find(id);
    if (seen == null) {
      return Outcome.UNKNOWN;
    }
    if (Beats.isLate(asked, clock.instant())) {
      throw new StoreUnavailable("etcd took too long to say who that is");
    }
    if (seen.isLive() && pulse.hear(now -> hear(seen, now, system))) {
      return Outcome.DONE;
    }
    Outcome outcome =
        write(
            id,
            ChangeKind.LIVE,
            before -> {
              if (before == null || before.isLive()) {
                return before;
              }
              // It was heard, and left while it was: that does not bring it back.
              boolean isLeft = before.standing() == Standing.GONE && seen.isLive();
              return isLeft ? before : before.revived(clock.instant()).relet(asked);
            });
    hearAfterWrite(id, asked, system);
    return outcome;
  }

  /** Hears of one as the mirror has it, which the write went by: the feed may be behind. */
  private void hearAfterWrite(InstanceId id, Instant asked, @Nullable JsonDocument system) {
    boolean isLate = Beats.isLate(asked, clock.instant()); // it counts from when it was asked
    Member present = mirrored(id);
    while (present != null && present.standing() != Standing.GONE) {
      Member heard = present;
      if (pulse.hear(now -> hear(heard, isLate ? asked : now, system))) {
        return;
      }
      present = mirrored(id);
      if (present == null || present.vitals() == heard.vitals()) {
        throw new StoreUnavailable("its lease ended while etcd was asked");
      }
    }
  }

  private @Nullable Member mirrored(InstanceId id) {
    Entry entry = mirror.entry(id);
    return entry == null ? null : entry.member();
  }

  /** Hears of one who lives; false when it does no more. */
  private boolean hear(Member member, Instant at, @Nullable JsonDocument system) {
    Duration timeToLive = member.registration().timeToLive();
    Entry entry = mirror.entry(member.id());
    if (entry == null || entry.life() == null || !member.vitals().hear(at, timeToLive)) {
      return false;
    }
    member.vitals().observe(system);
    beats.add(new Beat(member.id(), entry.life().lease(), at, at.plus(timeToLive)));
    pulse.note(member.id(), at, system);
    return true;
  }

  @Override
  public Outcome evict(Member member) {
    InstanceId id = member.id();
    Entry entry = mirror.entry(id);
    if (entry == null || member.isLive() || !entry.member().equals(member)) {
      return Outcome.UNKNOWN;
    }
    Txn txn = unchanged(id, entry).delete(keys.record(id)).delete(keys.death(id));
    try {
      Txn.Result result = etcd.commit(txn);
      if (!result.isDone()) {
        return Outcome.UNKNOWN;
      }
      awaitSeen(result.revision());
      return Outcome.DONE;
    } catch (EtcdFailure failure) {
      throw unavailable(failure);
    }
  }

  @Override
  protected Outcome write(InstanceId id, ChangeKind kind, Step step) {
    return lockedWrite(id, kind, step, leases.grant());
  }

  private Outcome lockedWrite(InstanceId id, ChangeKind kind, Step step, Leases.Grant grant) {
    Lock lock = locks[Math.floorMod(id.hashCode(), locks.length)];
    lock.lock(); // of those who write the same instance here, one at a time goes and asks etcd
    try {
      return write(id, kind, step, grant);
    } catch (EtcdFailure failure) {
      throw unavailable(failure);
    } finally {
      lock.unlock();
    }
  }

  private Outcome write(InstanceId id, ChangeKind kind, Step step, Leases.Grant grant) {
    while (true) {
      grant.mustBeInTime();
      Entry entry = mirror.entry(id);
      Member before = entry == null ? null : entry.member();
      Member after = step.after(before);
      if (after == null) {
        if (entry == null && find(id) != null) {
          continue; // it came through another replica
        }
        return Outcome.UNKNOWN;
      }
      // Also that there is nothing to do is etcd's word: the mirror may not have seen the last.
      boolean isSame = Objects.equals(before, after);
      Txn txn =
          isSame ? unchanged(id, entry).read(keys.record(id)) : txn(entry, after, kind, grant);
      grant.mustBeInTime();
      Txn.Result result = etcd.commit(txn);
      if (result.isDone()) {
        if (!isSame) {
          awaitSeen(result.revision());
        }
        return Outcome.DONE;
      }
      boolean unused = isSeen(result.revision(), MOMENT);
    }
  }

  /** What makes an instance {@code after}, on condition that it is {@code before}. */
  private Txn txn(@Nullable Entry before, Member after, ChangeKind kind, Leases.Grant grant) {
    InstanceId id = after.id();
    Txn txn = unchanged(id, before);
    Member known = before == null ? null : before.member();
    if (known == null || kind.isTold() || after.isDraining() != known.isDraining()) {
      Filed.Written written = Filed.write(kind, after);
      grant.brought(shelf.stock(etcd, txn, after, written.large()));
      txn.put(keys.record(id), written.value(), 0);
    }
    if (after.isLive()) {
      if (known == null || known.vitals() != after.vitals()) {
        txn.put(keys.life(id), Stamp.of(after).bytes(), grant.lease(before, after));
        txn.delete(keys.death(id));
      }
    } else if (known == null || known.standing() != after.standing()) {
      txn.put(keys.death(id), Stamp.of(after).bytes(), 0);
      txn.delete(keys.life(id));
    }
    return txn;
  }

  /** On condition that the instance is as {@code entry} says; null: that it is not there. */
  private Txn unchanged(InstanceId id, @Nullable Entry entry) {
    return new Txn()
        .ifWrittenAt(keys.record(id), entry == null ? 0 : entry.record().revision())
        .ifWrittenAt(keys.life(id), entry == null ? 0 : entry.lifeRevision())
        .ifWrittenAt(keys.death(id), entry == null ? 0 : entry.deathRevision());
  }

  private void awaitSeen(long revision) {
    if (!isSeen(revision, PATIENCE)) {
      throw new StoreUnavailable("etcd has it, but does not show it to this replica");
    }
  }

  private boolean isSeen(long revision, Duration atMost) {
    try {
      return crew.await(feed, revision, atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while waiting for etcd", e);
    }
  }

  /** For the caller, who need not know where etcd is; the log has the rest. */
  private static StoreUnavailable unavailable(EtcdFailure failure) {
    LOG.log(Level.DEBUG, "a write failed", failure);
    String reason =
        switch (failure.kind()) {
          case AWAY, TOKEN -> "etcd is out of reach";
          case FULL -> "etcd is full";
          default -> "etcd refused it";
        };
    return new StoreUnavailable(reason, failure);
  }

  static ChangeKind toldOf(ChangeKind kind, Member after) {
    return told(kind, after);
  }

  /** Sends the beats that wait. */
  void sendBeats() {
    delivery.tick(upkeep::deliver);
  }

  /** Sends one beat that must not renew the lease that there is. */
  void deliver(Beat beat) {
    delivery.deliver(beat);
  }

  /** Has an instance live by a new lease of so many seconds. */
  void relet(Beat beat, long seconds) {
    Outcome unused =
        lockedWrite(
            beat.id(),
            ChangeKind.LIVE,
            before -> Delivery.relet(before, beat),
            leases.grant(seconds));
  }

  /** Ends the lease of an instance, unless something happened to it. */
  void end(InstanceId id, Entry entry) {
    try {
      Txn.Result unused = etcd.commit(unchanged(id, entry).delete(keys.life(id)));
    } catch (EtcdFailure failure) {
      throw unavailable(failure);
    }
  }

  /** Proves that nothing is missing here, or finds out what to do about it. */
  void pulse() throws InterruptedException {
    switch (pulse.beat(feed)) {
      case SEEN -> follower.look();
      case AWAY -> {}
      case DEAF -> {
        follower.reconnect();
        long unused = pulse.begin(); // the others need not wait until this one sees again
      }
      case WENT_BACK -> {
        epoch.renew();
        follower.startOver();
      }
    }
  }

  /** Removes what nobody refers to any more; returns how much. */
  int collect() throws InterruptedException {
    return collector.collect(feed);
  }

  /** How many beats were sent to etcd. */
  public long beatsSent() {
    return beats.sent();
  }

  /** How many requests that took. */
  public long beatBatches() {
    return beats.batches();
  }

  @Override
  public void close() {
    upkeep.close();
    follower.close();
    pulse.end();
    etcd.close();
  }
}
