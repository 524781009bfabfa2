package dev.runspec.registry.server.faults;

import java.util.Map;

/**
 * Whether an agent beats.
 *
 * @param since of a beating one, when it was first acknowledged; of a silent one, when it was heard
 *     of last
 * @param heardBy when each replica heard of it last
 */
record Pulse(Kind kind, long since, Map<Replica, Long> heardBy) {

  Pulse {
    heardBy = Map.copyOf(heardBy);
  }

  /**
   * When etcd may have heard of it last, as seen by then: a replica that is cut off passes on later
   * what it hears.
   */
  long passedOn(long by) {
    return heardBy.entrySet().stream()
        .mapToLong(heard -> heard.getKey().passedOn(heard.getValue(), by))
        .reduce(since, (one, other) -> one - other < 0 ? other : one);
  }

  enum Kind {
    /** It beats. */
    BEATING,
    /** It does not, without a word; its instance is to be stale soon. */
    SILENT,
    /** It is on its way from one to the other, or has left. */
    UNSURE
  }
}
