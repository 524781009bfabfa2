package dev.runspec.registry.client;

import dev.runspec.registry.Position;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The highest revision that this client saw. Reads send it along, so that they are answered from a
 * state that holds the client's own writes, whichever replica answers. Safe for use by many
 * threads: everything that changes is guarded by this object's own lock.
 */
final class SeenRevision {

  static final String HEADER = "X-Registry-Revision";

  private static final System.Logger LOG = System.getLogger(SeenRevision.class.getName());

  private @Nullable String epoch;
  private long highest;

  /** What a read should send; empty while nothing was seen. */
  synchronized OptionalLong known() {
    return highest > 0 ? OptionalLong.of(highest) : OptionalLong.empty();
  }

  /**
   * Takes note of an answer. One of another epoch, or one that does not name its epoch and warns
   * that it lacks the revision that was asked for, is of a registry that began anew: then what it
   * says counts, though it is less.
   */
  void note(Answer answer, OptionalLong asked) {
    long said = revision(answer.header(HEADER));
    Position position = answer.position().orElse(null);
    boolean isBehind = asked.isPresent() && answer.header("Warning").isPresent();
    if (position == null) {
      note(said, isBehind ? asked : OptionalLong.empty());
    } else {
      note(position, said, isBehind ? asked : OptionalLong.empty());
    }
  }

  /** Takes note of where a registry stands that told an event. */
  void note(Position position) {
    note(position, 0, OptionalLong.empty());
  }

  private synchronized void note(long said, OptionalLong missing) {
    boolean isLost = missing.isPresent() && missing.getAsLong() == highest;
    highest = isLost ? said : Math.max(highest, said);
  }

  private synchronized void note(Position position, long said, OptionalLong missing) {
    String before = epoch;
    epoch = position.epoch();
    long told = Math.max(said, position.revision());
    if (before == null) {
      note(told, missing);
    } else if (before.equals(epoch)) {
      highest = Math.max(highest, told);
    } else {
      highest = told;
      LOG.log(Level.INFO, () -> "the registry counts its revisions afresh, from " + position);
    }
  }

  private static long revision(Optional<String> header) {
    try {
      return header.map(Long::parseLong).orElse(0L);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
