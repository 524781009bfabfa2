package dev.runspec.registry.engine;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.catalog.Member;
import java.util.List;

/**
 * What lasts of a {@link LocalStore}: it is told every change of a record, and gives all of them
 * back after a crash. Called from one thread at a time.
 */
public interface Journal extends AutoCloseable {

  /** A journal of nothing, for a store that lives in memory alone. */
  Journal NONE =
      new Journal() {
        @Override
        public Recovered recover() {
          return new Recovered(List.of(), 0);
        }

        @Override
        public void write(List<Entry> entries, long revision) {}

        @Override
        public void close() {}
      };

  /**
   * Everything that was written.
   *
   * @throws StoreUnavailable if it cannot be read whole; the message names the file and what is
   *     wrong
   */
  Recovered recover();

  /**
   * Writes all of {@code entries} or none, and returns when they are durable.
   *
   * @param revision the present revision; what {@link #recover} gives later is beyond it
   * @throws StoreUnavailable if they could not be written; the next call starts afresh
   */
  void write(List<Entry> entries, long revision);

  @Override
  void close();

  /**
   * What a journal gives back.
   *
   * @param members every instance; a live one has the lease that it had, which has run out by now
   * @param revision beyond every revision that was ever seen
   */
  record Recovered(List<Member> members, long revision) {}

  /** One line of a journal. */
  sealed interface Entry {

    InstanceId id();

    /** The whole record. */
    record Put(Member member) implements Entry {
      @Override
      public InstanceId id() {
        return member.id();
      }
    }

    /** Only how it stands; its registration is as written before. */
    record Mark(Member member) implements Entry {
      @Override
      public InstanceId id() {
        return member.id();
      }
    }

    /** It is no longer known. */
    record Remove(InstanceId id) implements Entry {}
  }
}
