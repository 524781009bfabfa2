package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.catalog.Member.Standing;
import dev.runspec.registry.server.store.etcd.gateway.KeyValue;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is known for sure of one instance: how etcd had it when, and who heard of it when. */
final class Account {

  /** A beat may be passed on a second late, and etcd looks twice a second and a bit. */
  static final Duration LATE = Duration.ofMillis(1900);

  /** A watch that went silent is noticed by a pulse, after two seconds, and missed by the next. */
  private static final Duration RECOVERY = Duration.ofSeconds(6);

  /** How long it may take until all have noticed that etcd is what it was once. */
  static final Duration NOTICING = Duration.ofSeconds(20);

  private final InstanceId id;
  private final TreeMap<Long, Found> course = new TreeMap<>();
  private final Map<Site.Run, Instant> beats = new LinkedHashMap<>();
  private @Nullable Told told;
  private long lease;
  private Instant changed = Instant.MIN;
  private @Nullable Instant deadSince;
  private Instant restoredAt = Instant.MIN;
  private Instant heardLast = Instant.MIN;
  private Site.@Nullable Run renewer;
  private Instant renewedAt = Instant.MIN;

  /** Nothing, too, can be found. */
  private record Found(@Nullable Told told) {}

  Account(InstanceId id) {
    this.id = id;
    course.put(0L, new Found(null));
  }

  InstanceId id() {
    return id;
  }

  boolean isFor(InstanceId other) {
    return id.equals(other);
  }

  @Nullable Told told() {
    return told;
  }

  /** Whether it has been away for so long, as far as is written down; clocks differ. */
  boolean isAwayFor(Duration time, Instant now) {
    Instant since = deadSince == null ? changed : deadSince;
    return since.equals(Instant.MIN) || !now.isBefore(since.plus(time).minusSeconds(2));
  }

  /** Etcd has it as it was once. */
  void restored(Instant at) {
    restoredAt = at;
  }

  /** What was told at a revision. */
  @Nullable Told told(long revision) {
    return course.floorEntry(revision).getValue().told();
  }

  /** Whether it was like that at some revision from this one on. */
  boolean wasSince(long revision, Predicate<@Nullable Told> so) {
    return so.test(told(revision))
        || course.tailMap(revision).values().stream().anyMatch(found -> so.test(found.told()));
  }

  void now(Decoder.Found found, long revision, Instant at) {
    Told before = told;
    told = found.told();
    KeyValue life = found.life();
    lease = life == null ? 0 : life.lease();
    deadSince = found.deadSince();
    if (before == null || told == null || before.standing() != told.standing()) {
      changed = at;
    }
    if (told == null || told.standing() == Standing.GONE) {
      beats.clear(); // whoever left has to be heard of anew
    }
    course.put(revision, new Found(told));
  }

  void heard(Instant at) {
    heardLast = at.isAfter(heardLast) ? at : heardLast;
  }

  void beaten(Site.Run run, Instant begin, Instant end) {
    beats.put(run, begin);
    heard(end);
  }

  /** Whether it lives by this lease. */
  boolean isBy(long which) {
    return which == lease;
  }

  void renewed(Site.Run by, Instant at) {
    renewer = by;
    renewedAt = at;
  }

  private Duration timeToLive() {
    Told present = told;
    return present == null ? Duration.ZERO : present.registration().timeToLive();
  }

  /** Whether a lease for what is left may bring it back. */
  boolean mayLive(Instant now) {
    return now.isBefore(heardLast.plus(timeToLive()));
  }

  /** Whether nobody may end its lease: it was heard of, and nothing kept that from being told. */
  boolean mustLive(Instant now) {
    Instant from = now.minus(timeToLive()).plusMillis(500);
    Instant passedOn =
        now.minusMillis(1500); // later ones go with the next pulse, and bring it back
    return beats.entrySet().stream()
        .anyMatch(
            beat ->
                beat.getValue().isAfter(from)
                    && beat.getValue().isBefore(passedOn)
                    && beat.getKey().isInContact(Duration.ofSeconds(4)));
  }

  /** Who lives has been heard of, and who was heard of lives. */
  void audit(Instant now, Instant etcdUpSince) {
    Told present = told;
    if (present == null) {
      return;
    }
    if (present.isLive()) {
      Instant since = heardLast.isAfter(etcdUpSince) ? heardLast : etcdUpSince;
      Judge.must(
          !now.isAfter(since.plus(timeToLive()).plus(LATE)) || isExcused(now),
          () ->
              id
                  + " lives longer than it may: heard of last at "
                  + heardLast
                  + ", its lease was renewed"
                  + " by "
                  + renewer
                  + " at "
                  + renewedAt);
    } else if (present.standing() == Standing.STALE) {
      beats.forEach(
          (run, at) ->
              Judge.must(
                  now.isBefore(at.plusSeconds(3))
                      || (!changed.equals(Instant.MIN) && now.isBefore(changed.plusSeconds(3)))
                      || !run.isInContact(RECOVERY)
                      || now.isAfter(at.plus(timeToLive()).minusSeconds(3)),
                  () -> id + " is stale, although " + run + " heard of it at " + at));
    }
  }

  /**
   * A renewal that came late is put right by whoever sent it, as soon as it can; unless it ends, or
   * has listed everything anew since, and no longer knows what others heard.
   */
  private boolean isExcused(Instant now) {
    Site.Run run = renewer;
    return run != null
        && now.isBefore(renewedAt.plus(timeToLive()).plus(LATE))
        && (run.isLeaving()
            || !run.isInContact(Duration.ofSeconds(5))
            || renewedAt.isBefore(restoredAt.plus(NOTICING)));
  }
}
