package dev.runspec.registry.engine;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Position;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Change;
import dev.runspec.registry.catalog.Lease;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Member.Standing;
import dev.runspec.registry.catalog.Vitals;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The store of one machine: the catalogue in memory, a {@link Journal} under it, and its own clock
 * to say who lives.
 *
 * <p>What an agent or an operator asks for is journalled first and seen then, on the {@link
 * JournalWriter}'s thread. What only time or a beat brings about (stale, live again, reaped) is
 * seen at once and journalled after, for nobody was promised it. Both meet under {@code lock},
 * where the feed moves.
 */
public final class LocalStore extends StepwiseStore {

  private final Journal journal;
  private final ReentrantLock lock = new ReentrantLock();
  private final ExpiryQueue expiries = new ExpiryQueue();
  private final JournalWriter writer;
  private Feed feed = new Feed();

  public LocalStore(Journal journal, InstantSource clock) {
    super(clock);
    this.journal = journal;
    this.writer = new JournalWriter(journal, this);
  }

  @Override
  public void open(Feed target) {
    Journal.Recovered recovered = journal.recover();
    Instant now = clock.instant();
    List<Member> members = new ArrayList<>(recovered.members().size());
    for (Member kept : recovered.members()) {
      Member member = graced(kept, now);
      members.add(member);
      if (member.isLive()) {
        expiries.add(member.id(), member.vitals());
      }
    }
    feed = target;
    feed.reset(Catalog.of(new Position(freshEpoch(), recovered.revision()), members));
    writer.start();
  }

  /**
   * The revisions after a restart go on from those before, but what happened in between is not
   * remembered: every start is an epoch of its own.
   */
  private static String freshEpoch() {
    return HexFormat.of().toHexDigits(new SecureRandom().nextLong());
  }

  /** A live instance gets a whole time to live after a restart; what else is known of it stays. */
  private Member graced(Member kept, Instant now) {
    Registration shared = definitions.shared(kept.registration());
    Vitals vitals = kept.vitals();
    if (kept.isLive()) {
      Instant lastHeard = vitals.lease().lastHeard();
      Instant heard = lastHeard.isAfter(now) ? now : lastHeard;
      vitals = new Vitals(new Lease(heard, now.plus(shared.timeToLive())));
    }
    return new Member(
        shared,
        kept.registeredAt(),
        kept.standing(),
        kept.since(),
        kept.isDraining(),
        kept.heard(),
        vitals);
  }

  @Override
  public Catalog catalog() {
    Instant now = clock.instant();
    if (!now.isBefore(expiries.next())) {
      expire(now);
    }
    return feed.catalog();
  }

  /** Marks everybody stale whose time is up. */
  private void expire(Instant now) {
    lock.lock();
    try {
      for (ExpiryQueue.Due due = expiries.poll(now); due != null; due = expiries.poll(now)) {
        Member member = feed.catalog().member(due.id());
        if (member == null || !member.isLive() || member.vitals() != due.vitals()) {
          continue;
        }
        if (due.vitals().endIfExpired(now)) {
          apply(ChangeKind.STALE, due.id(), member.ended(Standing.STALE, now));
          writer.mark(due.id());
        } else {
          expiries.add(due.id(), due.vitals());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Outcome beat(InstanceId id, @Nullable JsonDocument system) {
    Member member = catalog().member(id);
    if (member == null) {
      return Outcome.UNKNOWN;
    }
    if (member.isLive()
        && member.vitals().renew(clock.instant(), member.registration().timeToLive())) {
      member.vitals().observe(system);
      return Outcome.DONE;
    }
    return revive(member, system);
  }

  /** Hears of one who was not live when {@code seen}, or is another by now. */
  private Outcome revive(Member seen, @Nullable JsonDocument system) {
    InstanceId id = seen.id();
    lock.lock();
    try {
      Instant now = clock.instant();
      expire(now);
      Member member = feed.catalog().member(id);
      if (member == null) {
        return Outcome.UNKNOWN;
      }
      if (member.isLive() && member.vitals().renew(now, member.registration().timeToLive())) {
        member.vitals().observe(system);
        return Outcome.DONE;
      }
      if (member.standing() == Standing.GONE && seen.isLive()) {
        return Outcome.DONE; // it was heard, and left while it was: that does not bring it back
      }
      Member revived = member.revived(now);
      revived.vitals().observe(system);
      apply(ChangeKind.LIVE, id, revived);
      writer.mark(id);
      return Outcome.DONE;
    } finally {
      lock.unlock();
    }
  }

  @Override
  protected Outcome write(InstanceId id, ChangeKind kind, Step step) {
    Catalog unused = catalog(); // what is due by now happened before
    return writer.write(id, kind, step);
  }

  @Override
  public Outcome evict(Member member) {
    lock.lock();
    try {
      Member present = feed.catalog().member(member.id());
      if (present == null || present.isLive() || !present.equals(member)) {
        return Outcome.UNKNOWN;
      }
      apply(ChangeKind.REAPED, member.id(), null);
      writer.mark(member.id());
      return Outcome.DONE;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable String trouble() {
    return writer.trouble();
  }

  /** Notes also when everybody was heard of last, which beats alone do not. */
  @Override
  public void close() {
    writer.close(feed.catalog().members().stream().filter(Member::isLive).map(Member::id).toList());
    journal.close();
  }

  /**
   * Shows what was journalled to the readers; {@code step} is taken once more, from how the
   * instance stands by now. A lease that it grants starts now, however long the journal took.
   *
   * @return whether there is such an instance
   */
  boolean commit(InstanceId id, ChangeKind kind, Step step) {
    lock.lock();
    try {
      Member before = feed.catalog().member(id);
      Member after = step.after(before);
      if (!Objects.equals(after, before)) {
        if (after != null && after.isLive() && !isSameLife(before, after)) {
          after.vitals().restart(clock.instant(), after.registration().timeToLive());
        }
        apply(kind, id, after);
      }
      return after != null;
    } finally {
      lock.unlock();
    }
  }

  private void apply(ChangeKind kind, InstanceId id, @Nullable Member after) {
    Member before = feed.catalog().member(id);
    boolean isSameLife = after != null && after.isLive() && isSameLife(before, after);
    if (before != null && !isSameLife) {
      before.vitals().end(); // from here on a beat waits for the lock, and hears what came after
    }
    feed.apply(new Change(feed.catalog().revision() + 1, told(kind, after), id, after));
    if (after != null && after.isLive() && !isSameLife) {
      expiries.add(id, after.vitals());
    }
  }

  private static boolean isSameLife(@Nullable Member before, Member after) {
    return before != null && before.vitals() == after.vitals();
  }

  Catalog present() {
    return feed.catalog();
  }
}
