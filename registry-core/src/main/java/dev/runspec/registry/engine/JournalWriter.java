package dev.runspec.registry.engine;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import dev.runspec.registry.engine.StepwiseStore.Step;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The thread on which records change: it takes all writes that wait, has the journal flush them
 * once, shows them to the readers and only then answers those who asked.
 */
final class JournalWriter {

  private static final System.Logger LOG = System.getLogger(JournalWriter.class.getName());

  /** Most writes in one flush, so that none waits for a very long one. */
  private static final int LARGEST_BATCH = 1024;

  private final Journal journal;
  private final LocalStore store;
  private final LinkedBlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "registry-journal");

  /**
   * Who stands otherwise than the journal says; what could not be written is tried again with the
   * next batch.
   */
  private final Set<InstanceId> unmarked = new LinkedHashSet<>();

  private volatile @Nullable String trouble;
  private volatile boolean isClosed;

  /** Something to journal. */
  private sealed interface Job {

    /** A write that somebody waits for. */
    record Write(InstanceId id, ChangeKind kind, Step step, CompletableFuture<Outcome> done)
        implements Job {}

    /** How an instance stands has changed already, or it is no longer known. */
    record Mark(InstanceId id) implements Job {}

    /** Nothing more will come; before that, these are marked. */
    record Stop(List<InstanceId> ids) implements Job {}
  }

  JournalWriter(Journal journal, LocalStore store) {
    this.journal = journal;
    this.store = store;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Has the instance changed, and waits until that is durable and seen. */
  Outcome write(InstanceId id, ChangeKind kind, Step step) {
    CompletableFuture<Outcome> done = new CompletableFuture<>();
    jobs.add(new Job.Write(id, kind, step, done));
    if (isClosed) {
      done.completeExceptionally(closed());
    }
    try {
      return done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreUnavailable unavailable) {
        throw new StoreUnavailable(String.valueOf(unavailable.getMessage()), unavailable);
      }
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new IllegalArgumentException(refused.getMessage(), refused);
      }
      throw e;
    }
  }

  /** Journals soon how the instance stands. */
  void mark(InstanceId id) {
    jobs.add(new Job.Mark(id));
  }

  @Nullable String trouble() {
    return trouble;
  }

  /** Finishes what was asked for, journals how {@code ids} stand, and ends. */
  void close(List<InstanceId> ids) {
    isClosed = true;
    jobs.add(new Job.Stop(ids));
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Job> batch = new ArrayList<>();
    boolean isStopped = false;
    while (!isStopped) {
      try {
        batch.add(jobs.take());
      } catch (InterruptedException e) {
        continue; // only a Stop ends this thread: what was asked for is finished first
      }
      jobs.drainTo(batch, LARGEST_BATCH - 1);
      isStopped = batch.stream().anyMatch(Job.Stop.class::isInstance);
      carryOut(batch);
      batch.clear();
    }
    jobs.forEach(
        job -> {
          if (job instanceof Job.Write write) {
            write.done.completeExceptionally(closed());
          }
        });
  }

  private void carryOut(List<Job> batch) {
    Catalog present = store.present();
    Map<InstanceId, Journal.Entry> entries = new LinkedHashMap<>();
    Map<InstanceId, Member> changed = new HashMap<>();
    List<Job.Write> writes = new ArrayList<>();
    for (Job job : batch) {
      if (job instanceof Job.Write write) {
        Member planned = changed.get(write.id);
        Member before = planned == null ? present.member(write.id) : planned;
        Member after;
        try {
          after = write.step.after(before);
        } catch (RuntimeException e) {
          write.done.completeExceptionally(e); // this write alone: the others are not to blame
          continue;
        }
        writes.add(write);
        if (after != null && !after.equals(before)) {
          changed.put(write.id, after);
          entries.put(write.id, new Journal.Entry.Put(after));
        }
      } else if (job instanceof Job.Mark mark) {
        unmarked.add(mark.id);
      } else if (job instanceof Job.Stop stop) {
        unmarked.addAll(stop.ids);
      }
    }
    for (InstanceId id : unmarked) {
      Member member = present.member(id);
      entries.putIfAbsent(
          id, member == null ? new Journal.Entry.Remove(id) : new Journal.Entry.Mark(member));
    }
    try {
      if (!entries.isEmpty()) {
        journal.write(List.copyOf(entries.values()), present.revision());
        recovered();
      }
    } catch (StoreUnavailable e) {
      fail(writes, e);
      return;
    } catch (RuntimeException | Error e) {
      fail(writes, new StoreUnavailable("the journal failed: " + e, e));
      return;
    }
    unmarked.clear();
    writes.forEach(this::show);
  }

  private void show(Job.Write write) {
    try {
      boolean isKnown = store.commit(write.id, write.kind, write.step);
      write.done.complete(isKnown ? Outcome.DONE : Outcome.UNKNOWN);
    } catch (RuntimeException | Error e) {
      write.done.completeExceptionally(e);
    }
  }

  private void recovered() {
    if (trouble != null) {
      trouble = null;
      LOG.log(Level.INFO, "writes work again");
    }
  }

  private void fail(List<Job.Write> writes, StoreUnavailable e) {
    if (trouble == null) {
      LOG.log(Level.WARNING, () -> "writes fail until this is over: " + e.getMessage());
    }
    trouble = e.getMessage();
    writes.forEach(write -> write.done.completeExceptionally(e));
  }

  private static StoreUnavailable closed() {
    return new StoreUnavailable("the registry is stopping");
  }
}
