package dev.runspec.registry.server.faults;

/**
 * Whether an agent beats.
 *
 * @param since of a beating one, when it was first acknowledged; of a silent one, when it was heard
 *     of last
 */
record Pulse(Kind kind, long since) {

  enum Kind {
    /** It beats. */
    BEATING,
    /** It does not, without a word; its instance is to be stale soon. */
    SILENT,
    /** It is on its way from one to the other, or has left. */
    UNSURE
  }
}
