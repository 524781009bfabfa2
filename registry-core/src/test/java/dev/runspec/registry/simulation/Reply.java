package dev.runspec.registry.simulation;

/**
 * What the registry answers.
 *
 * @param kind how it went
 * @param isRefreshWanted whether the agent is to send its tools
 */
record Reply(Kind kind, boolean isRefreshWanted) {

  static final Reply DONE = new Reply(Kind.DONE, false);
  static final Reply UNKNOWN = new Reply(Kind.UNKNOWN, false);
  static final Reply REFUSED = new Reply(Kind.REFUSED, false);

  enum Kind {
    DONE,
    /** There is no such instance. */
    UNKNOWN,
    /** It could not be written, and nothing changed. */
    REFUSED
  }
}
