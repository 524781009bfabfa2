package dev.runspec.registry.simulation;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Vitals;
import dev.runspec.registry.engine.Journal;
import dev.runspec.registry.engine.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A disk that outlives crashes, and on which each write may go wrong in its own way. */
final class Disk {

  private static final long REVISIONS_AHEAD = 1_000_000;

  private final Schedule time;
  private final Map<InstanceId, Member> kept = new LinkedHashMap<>();
  private long revision;
  private volatile Fate fate = Fate.WELL;
  private volatile Duration slowness = Duration.ZERO;
  private volatile boolean wroteLast;

  /** What becomes of a write. */
  enum Fate {
    WELL,
    /** It is refused, and nothing is written. */
    FULL,
    /** The machine ends before it is written. */
    CRASH_BEFORE,
    /** The machine ends when it is written, and nobody was told. */
    CRASH_AFTER
  }

  Disk(Schedule time) {
    this.time = time;
  }

  void fate(Fate next) {
    fate = next;
  }

  /** From here on {@link #wroteLast} speaks of what comes. */
  void notice() {
    wroteLast = false;
  }

  /** Whether the last write is there although it was not acknowledged. */
  boolean wroteLast() {
    return wroteLast;
  }

  void slowness(Duration ofAWrite) {
    slowness = ofAWrite;
  }

  /** The disk as one run of the machine has it. */
  Session session() {
    return new Session();
  }

  final class Session implements Journal {

    private volatile boolean isDead;

    /** The machine ends now: from here on nothing it does lasts. */
    void die() {
      isDead = true;
    }

    boolean isDead() {
      return isDead;
    }

    @Override
    public Recovered recover() {
      List<Member> members = new ArrayList<>();
      for (Member member : kept.values()) {
        members.add(
            new Member(
                member.registration(),
                member.registeredAt(),
                member.standing(),
                member.since(),
                member.isDraining(),
                member.heard(),
                new Vitals(member.vitals().lease())));
      }
      return new Recovered(members, revision + REVISIONS_AHEAD);
    }

    @Override
    public void write(List<Entry> entries, long presentRevision) {
      Fate now = fate;
      if (isDead || now == Fate.CRASH_BEFORE) {
        isDead = true;
        throw new StoreUnavailable("the machine is off");
      }
      if (now == Fate.FULL) {
        throw new StoreUnavailable("the disk is full");
      }
      if (entries.stream().anyMatch(Entry.Put.class::isInstance)) {
        time.pass(slowness); // somebody waits for it, so nobody else looks at the time
      }
      entries.forEach(this::keep);
      revision = presentRevision;
      if (now == Fate.CRASH_AFTER) {
        isDead = true;
        wroteLast = true;
        throw new StoreUnavailable("the machine is off");
      }
    }

    private void keep(Entry entry) {
      if (entry instanceof Entry.Put put) {
        kept.put(put.id(), put.member());
      } else if (entry instanceof Entry.Mark mark) {
        Member standing = mark.member();
        kept.computeIfPresent(
            mark.id(),
            (id, before) ->
                new Member(
                    before.registration(),
                    standing.registeredAt(),
                    standing.standing(),
                    standing.since(),
                    standing.isDraining(),
                    standing.heard(),
                    standing.vitals()));
      } else {
        kept.remove(entry.id());
      }
    }

    @Override
    public void close() {}
  }
}
