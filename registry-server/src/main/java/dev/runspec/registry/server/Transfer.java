package dev.runspec.registry.server;

import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.engine.Journal;
import dev.runspec.registry.engine.MonotonicClock;
import dev.runspec.registry.engine.StepwiseStore;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.server.ServerConfig.Move;
import dev.runspec.registry.server.observe.Metrics;
import dev.runspec.registry.server.store.embedded.SqliteJournal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Moves everything between the folder of an embedded store and another store. Who lived gets a
 * whole time to live to be heard again.
 */
final class Transfer {

  /** How many are written at once: a store flushes many together. */
  private static final int WRITERS = 64;

  private static final int BATCH = 1000;

  private Transfer() {}

  /**
   * Does it.
   *
   * @return what was done, one line
   * @throws StartException if it cannot, with what to do about it
   */
  static String run(Move move) {
    try {
      return switch (move.direction()) {
        case IMPORT -> take(move);
        case EXPORT -> give(move);
      };
    } catch (StoreUnavailable e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String take(Move move) {
    if (!Files.isRegularFile(move.folder().resolve("registry.db"))) {
      throw new StartException(
          "there is no registry.db in "
              + move.folder()
              + ": expected the --data-dir of an embedded store");
    }
    try (SqliteJournal source = SqliteJournal.in(move.folder());
        StepwiseStore target = opened(move)) {
      List<Member> members = source.recover().members();
      List<Member> missing =
          members.stream().filter(each -> target.find(each.id()) == null).toList();
      write(missing, target);
      int kept = members.size() - missing.size();
      return "imported "
          + missing.size()
          + " instances from "
          + move.folder()
          + (kept == 0 ? "" : "; " + kept + " were there already and stay as they are");
    }
  }

  private static void write(List<Member> members, StepwiseStore target) {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> writes = new ArrayList<>();
      members.forEach(member -> writes.add(writers.submit(() -> target.adopt(member))));
      for (Future<?> write : writes) {
        write.get();
      }
    } catch (ExecutionException e) {
      throw new StartException("not everything was moved: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted before everything was moved", e);
    }
  }

  private static String give(Move move) {
    if (Files.exists(move.folder().resolve("registry.db"))) {
      throw new StartException(
          move.folder() + " holds a registry.db already: expected an empty folder");
    }
    try (StepwiseStore source = opened(move);
        SqliteJournal target = SqliteJournal.in(move.folder())) {
      List<Member> members = source.catalog().members();
      long revision = target.recover().revision();
      for (int from = 0; from < members.size(); from += BATCH) {
        target.write(
            members.subList(from, Math.min(members.size(), from + BATCH)).stream()
                .<Journal.Entry>map(Journal.Entry.Put::new)
                .toList(),
            revision);
      }
      return "exported " + members.size() + " instances to " + move.folder();
    }
  }

  private static StepwiseStore opened(Move move) {
    StepwiseStore store = Storage.of(move.config().store(), MonotonicClock.start(), new Metrics());
    store.open(new Feed());
    return store;
  }
}
