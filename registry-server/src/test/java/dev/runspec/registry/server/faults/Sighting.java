package dev.runspec.registry.server.faults;

/**
 * What did not look right when it was seen: whether it is depends on what was broken then.
 *
 * @param kind what was seen
 * @param agent whose instance
 * @param replica where
 * @param asked when it was asked for
 * @param heard when the agent was heard of last before
 * @param pulse whether it beat
 */
record Sighting(Kind kind, Agent agent, Replica replica, long asked, long heard, Pulse pulse) {

  enum Kind {
    /** A beating one was listed stale. */
    STALE,
    /** A silent one was listed live after its time to live. */
    LIVE
  }
}
