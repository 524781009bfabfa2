package dev.runspec.registry.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Vitals;
import dev.runspec.registry.json.RegistrationJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A journal in memory that outlives its store, remembers what was written when, and can be made to
 * fail or to take its time. Keeps documents, not objects, as a disk would.
 */
final class RecordingJournal implements Journal {

  private static final long REVISIONS_AHEAD = 1_000_000;

  private final Map<InstanceId, Kept> kept = new LinkedHashMap<>();
  private final List<List<Entry>> writes = new ArrayList<>();
  private long revision;
  private int attempts;
  private @Nullable RuntimeException failure;
  private @Nullable Gate gate;

  private record Kept(String document, Member standing) {}

  /** Holds the next write until it is opened. */
  static final class Gate {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** Waits until a write has come here. */
    void awaitReached() throws InterruptedException {
      reached.await();
    }

    void open() {
      opened.countDown();
    }
  }

  /** Makes all writes fail; null ends that. */
  synchronized void failWith(@Nullable RuntimeException cause) {
    failure = cause;
  }

  /** Makes the next write wait. */
  synchronized Gate holdNextWrite() {
    Gate next = new Gate();
    gate = next;
    return next;
  }

  /** What was written, one list per flush. */
  synchronized List<List<Entry>> writes() {
    return List.copyOf(writes);
  }

  /** How often something was to be written, failures among them. */
  synchronized int attempts() {
    return attempts;
  }

  /** What a machine finds that starts from the same disk. */
  synchronized RecordingJournal afterCrash() {
    RecordingJournal copy = new RecordingJournal();
    copy.kept.putAll(kept);
    copy.revision = revision;
    return copy;
  }

  @Override
  public synchronized Recovered recover() {
    List<Member> members = new ArrayList<>();
    kept.values()
        .forEach(
            each -> {
              Registration registration = RegistrationJson.read(each.document().getBytes(UTF_8));
              Member standing = each.standing();
              members.add(
                  new Member(
                      registration,
                      standing.registeredAt(),
                      standing.standing(),
                      standing.since(),
                      standing.isDraining(),
                      standing.heard(),
                      new Vitals(standing.vitals().lease())));
            });
    return new Recovered(members, revision + REVISIONS_AHEAD);
  }

  @Override
  public void write(List<Entry> entries, long presentRevision) {
    pass();
    synchronized (this) {
      attempts++;
      if (failure != null) {
        throw failure;
      }
      writes.add(entries);
      revision = presentRevision;
      for (Entry entry : entries) {
        keep(entry);
      }
    }
  }

  private void keep(Entry entry) {
    if (entry instanceof Entry.Put put) {
      Member member = put.member();
      kept.put(
          member.id(),
          new Kept(new String(RegistrationJson.write(member.registration()), UTF_8), member));
    } else if (entry instanceof Entry.Mark mark) {
      kept.computeIfPresent(mark.id(), (id, before) -> new Kept(before.document(), mark.member()));
    } else {
      kept.remove(entry.id());
    }
  }

  private void pass() {
    Gate held;
    synchronized (this) {
      held = gate;
      gate = null;
    }
    if (held != null) {
      held.reached.countDown();
      try {
        held.opened.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {}
}
