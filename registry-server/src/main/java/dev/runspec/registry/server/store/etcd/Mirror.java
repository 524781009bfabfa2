package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Position;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Change;
import dev.runspec.registry.catalog.Lease;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Member.Standing;
import dev.runspec.registry.catalog.Vitals;
import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.json.RecordReader;
import dev.runspec.registry.server.store.etcd.Entry.At;
import dev.runspec.registry.server.store.etcd.Entry.Life;
import dev.runspec.registry.server.store.etcd.gateway.KeyValue;
import dev.runspec.registry.server.store.etcd.gateway.Watch.Event;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a replica has of etcd, and the catalogue that follows from it. Written by one thread, in the
 * order of etcd's revisions; read by any.
 */
final class Mirror {

  private static final System.Logger LOG = System.getLogger(Mirror.class.getName());

  private final Keys keys;
  private final InstantSource clock;
  private final Shelf shelf;
  private final Beats beats;
  private final RecordReader reader;
  private volatile Map<InstanceId, Entry> entries = new ConcurrentHashMap<>();

  /** The dead of whom nobody wrote down since when. */
  private volatile Set<InstanceId> unrecorded = ConcurrentHashMap.newKeySet();

  private volatile Feed feed = new Feed();
  private volatile long revision;
  private volatile Instant loadedAt = Instant.MIN;

  Mirror(Keys keys, InstantSource clock, Shelf shelf, Beats beats) {
    this.keys = keys;
    this.clock = clock;
    this.shelf = shelf;
    this.beats = beats;
    this.reader = new RecordReader(shelf::definition);
  }

  void feed(Feed target) {
    feed = target;
  }

  /** How far it has come. */
  long revision() {
    return revision;
  }

  /** When everything was listed last: what others heard before is known only in part. */
  Instant loadedAt() {
    return loadedAt;
  }

  @Nullable Entry entry(InstanceId id) {
    return entries.get(id);
  }

  Collection<Entry> entries() {
    return entries.values();
  }

  /** The dead of whom nobody wrote down since when. */
  List<Entry> unrecorded() {
    return unrecorded.stream().map(entries::get).filter(Objects::nonNull).toList();
  }

  private void keep(InstanceId id, Entry entry) {
    entries.put(id, entry);
    if (entry.isUnrecorded()) {
      unrecorded.add(id);
    } else {
      unrecorded.remove(id);
    }
  }

  private void forget(InstanceId id) {
    entries.remove(id);
    unrecorded.remove(id);
  }

  /**
   * Starts from what was listed, keeping what is as it was.
   *
   * @param listing everything at one revision; the shelf is filled
   */
  void load(Listing listing, Position position) {
    Map<InstanceId, Entry> before = entries;
    Map<InstanceId, Entry> now = new ConcurrentHashMap<>();
    Set<InstanceId> dead = ConcurrentHashMap.newKeySet();
    List<Member> members = new ArrayList<>();
    for (InstanceId id : listing.ids()) {
      Entry known = before.get(id);
      Entry entry = entry(known, listing.record(id), listing.life(id), listing.death(id));
      now.put(id, entry);
      if (known != null) {
        beats.follow(known, entry);
      }
      if (entry.isUnrecorded()) {
        dead.add(id);
      }
      members.add(entry.member());
    }
    entries = now;
    unrecorded = dead;
    before.forEach(
        (id, entry) -> {
          Entry present = now.get(id);
          if (present == null || present.member().vitals() != entry.member().vitals()) {
            entry.member().vitals().end();
          }
        });
    revision = position.revision();
    loadedAt = clock.instant();
    feed.reset(Catalog.of(position, members));
  }

  /** Follows what happened at one revision. */
  void apply(List<Event> events) {
    Map<InstanceId, Touch> touched = new LinkedHashMap<>();
    for (Event event : events) {
      KeyValue keyValue = event.keyValue();
      String key = keyValue.key();
      if (key.startsWith(keys.records())) {
        touch(touched, key, keys.records()).record = event;
      } else if (key.startsWith(keys.lives())) {
        touch(touched, key, keys.lives()).life = event;
      } else if (key.startsWith(keys.deaths())) {
        touch(touched, key, keys.deaths()).death = event;
      } else if (event.isDeletion()) {
        shelf.delete(key);
      } else {
        shelve(keyValue);
      }
    }
    long at = events.get(0).keyValue().modRevision();
    touched.forEach(
        (id, touch) -> {
          try {
            apply(at, id, touch);
          } catch (IllegalArgumentException e) {
            LOG.log(
                Level.ERROR,
                "etcd holds what cannot be read of instance " + id + ", which stays as it was",
                e);
          }
        });
    revision = at;
    feed.reach(at);
  }

  /** One that cannot be read is missed by whoever refers to it. */
  void shelve(KeyValue keyValue) {
    try {
      shelf.put(keyValue.key(), keyValue.value(), keyValue.modRevision());
    } catch (IllegalArgumentException e) {
      LOG.log(Level.ERROR, "etcd holds what cannot be read: " + e.getMessage());
    }
  }

  /** What happened to one instance at one revision. */
  private static final class Touch {
    private @Nullable Event record;
    private @Nullable Event life;
    private @Nullable Event death;
  }

  private static Touch touch(Map<InstanceId, Touch> touched, String key, String folder) {
    return touched.computeIfAbsent(
        new InstanceId(key.substring(folder.length())), id -> new Touch());
  }

  private void apply(long at, InstanceId id, Touch touch) {
    Entry before = entries.get(id);
    At<Filed> record = touched(touch.record, before == null ? null : before.record(), this::record);
    Life life = touched(touch.life, before == null ? null : before.life(), Mirror::life);
    At<Stamp> death = touched(touch.death, before == null ? null : before.death(), Mirror::stamp);
    if (record == null) {
      if (before != null) {
        forget(id);
        before.member().vitals().end();
        feed.apply(new Change(at, ChangeKind.REAPED, id, null));
      }
      return;
    }
    Entry after = entry(before, record, life, death);
    keep(id, after);
    if (before != null) {
      beats.follow(before, after);
    }
    if (before != null && before.member().vitals() != after.member().vitals()) {
      before.member().vitals().end();
    }
    if (before != null && touch.record == null && before.member().equals(after.member())) {
      return; // it lives on, by another lease
    }
    if (isRecordedOnly(before, after)) {
      feed.amend(after.member());
    } else {
      feed.apply(new Change(at, kind(touch, after), id, after.member()));
    }
  }

  private static <T> @Nullable T touched(
      @Nullable Event event, @Nullable T before, Function<KeyValue, T> read) {
    if (event == null) {
      return before;
    }
    return event.isDeletion() ? null : read.apply(event.keyValue());
  }

  /** Whether all that happened is that somebody wrote down since when an instance is stale. */
  private static boolean isRecordedOnly(@Nullable Entry before, Entry after) {
    return before != null
        && before.isUnrecorded()
        && after.death() != null
        && after.death().value().standing() == Standing.STALE
        && before.record().revision() == after.record().revision();
  }

  private static ChangeKind kind(Touch touch, Entry after) {
    Member member = after.member();
    if (touch.record != null) {
      return EtcdStore.toldOf(after.record().value().kind(), member);
    }
    return switch (member.standing()) {
      case LIVE -> ChangeKind.LIVE;
      case STALE -> ChangeKind.STALE;
      case GONE -> ChangeKind.DEREGISTERED;
    };
  }

  At<Filed> record(KeyValue keyValue) {
    return new At<>(keyValue.modRevision(), Filed.read(keyValue.value(), shelf::large, reader));
  }

  static Life life(KeyValue keyValue) {
    return new Life(keyValue.modRevision(), Stamp.read(keyValue.value()), keyValue.lease());
  }

  static At<Stamp> stamp(KeyValue keyValue) {
    return new At<>(keyValue.modRevision(), Stamp.read(keyValue.value()));
  }

  private Entry entry(
      @Nullable Entry before, At<Filed> record, @Nullable Life life, @Nullable At<Stamp> death) {
    if (before != null // not only by revisions: in another epoch they come again
        && record.equals(before.record())
        && Objects.equals(life, before.life())
        && Objects.equals(death, before.death())) {
      return before;
    }
    return new Entry(record, life, death, member(before, record.value(), life, death));
  }

  private Member member(
      @Nullable Entry before, Filed filed, @Nullable Life life, @Nullable At<Stamp> death) {
    Stamp stamp =
        life != null ? life.stamp() : death != null ? death.value() : unrecorded(before, filed);
    Registration registration = filed.registration();
    Vitals vitals;
    if (before != null && (life == null || life.isSame(before.life()))) {
      vitals = before.member().vitals();
      if (life != null) {
        boolean unused = vitals.hear(stamp.lastHeard(), registration.timeToLive());
      } else {
        vitals.end();
        if (death != null && !death.equals(before.death())) {
          vitals.restart(stamp.lastHeard(), registration.timeToLive());
        }
      }
    } else {
      vitals = new Vitals(Lease.granted(stamp.lastHeard(), registration.timeToLive()));
      if (before != null) {
        vitals.observe(before.member().vitals().system());
        if (life != null && before.life() != null) {
          boolean unused =
              vitals.hear(before.member().vitals().lease().lastHeard(), registration.timeToLive());
        }
      }
      if (life == null) {
        vitals.end();
      }
    }
    return new Member(
        registration,
        filed.registeredAt(),
        stamp.standing(),
        stamp.since(),
        filed.isDraining(),
        stamp.heard(),
        vitals);
  }

  /** Of one whose lease is gone: nobody wrote down yet since when, so it is since now. */
  private Stamp unrecorded(@Nullable Entry before, Filed filed) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (before == null) {
      Instant registered = filed.registeredAt();
      return new Stamp(Standing.STALE, now, Stamp.micros(registered), registered);
    }
    Member member = before.member();
    Instant since = before.isUnrecorded() ? member.since() : now;
    return new Stamp(Standing.STALE, since, member.heard(), member.vitals().lease().lastHeard());
  }

  /** Everything that was listed at one revision. */
  static final class Listing {

    private final Map<InstanceId, At<Filed>> records = new LinkedHashMap<>();
    private final Map<InstanceId, Life> lives = new LinkedHashMap<>();
    private final Map<InstanceId, At<Stamp>> deaths = new LinkedHashMap<>();

    void record(InstanceId id, At<Filed> record) {
      records.put(id, record);
    }

    void life(InstanceId id, Life life) {
      lives.put(id, life);
    }

    void death(InstanceId id, At<Stamp> death) {
      deaths.put(id, death);
    }

    Iterable<InstanceId> ids() {
      return records.keySet();
    }

    At<Filed> record(InstanceId id) {
      return Objects.requireNonNull(records.get(id));
    }

    @Nullable Life life(InstanceId id) {
      return lives.get(id);
    }

    @Nullable At<Stamp> death(InstanceId id) {
      return deaths.get(id);
    }
  }
}
