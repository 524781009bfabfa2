package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.catalog.Member;
import org.jspecify.annotations.Nullable;

/**
 * One instance as etcd has it.
 *
 * @param record what it said
 * @param life that it lives; null when it does not
 * @param death how it does not; null while it lives, and until somebody wrote it down
 * @param member what follows from these
 */
record Entry(At<Filed> record, @Nullable Life life, @Nullable At<Stamp> death, Member member) {

  /** A value and the revision at which it was written. */
  record At<T>(long revision, T value) {}

  /** That an instance lives, and the lease that says for how long. */
  record Life(long revision, Stamp stamp, long lease) {

    /** Whether it is the same life, if perhaps by another lease. */
    boolean isSame(@Nullable Life other) {
      return other != null
          && stamp.since().equals(other.stamp.since())
          && stamp.heard() == other.stamp.heard();
    }
  }

  /** Whether it is dead and nobody wrote down since when. */
  boolean isUnrecorded() {
    return life == null && death == null;
  }

  long lifeRevision() {
    return life == null ? 0 : life.revision;
  }

  long deathRevision() {
    return death == null ? 0 : death.revision;
  }
}
