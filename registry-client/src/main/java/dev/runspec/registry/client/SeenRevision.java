package dev.runspec.registry.client;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The highest revision that this client saw. Reads send it along, so that they are answered from a
 * state that holds the client's own writes, whichever replica answers.
 */
final class SeenRevision {

  static final String HEADER = "X-Registry-Revision";

  private final AtomicLong highest = new AtomicLong();

  /** What a read should send; empty while nothing was seen. */
  OptionalLong known() {
    long revision = highest.get();
    return revision > 0 ? OptionalLong.of(revision) : OptionalLong.empty();
  }

  /**
   * Takes note of an answer. A read that asked for a revision and is answered with a warning met a
   * registry that does not have it, one that lost its data: then its own revision counts.
   */
  void note(Answer answer, OptionalLong asked) {
    long revision = revision(answer.header(HEADER));
    if (asked.isPresent() && answer.header("Warning").isPresent()) {
      highest.compareAndSet(asked.getAsLong(), revision);
    } else {
      highest.accumulateAndGet(revision, Math::max);
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
