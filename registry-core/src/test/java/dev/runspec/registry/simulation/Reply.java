package dev.runspec.registry.simulation;

/**
 * What the registry answers.
 *
 * @param kind how it went
 * @param isRefreshWanted whether the agent is to send its tools
 */
public record Reply(Kind kind, boolean isRefreshWanted) {

  public static final Reply DONE = new Reply(Kind.DONE, false);
  public static final Reply UNKNOWN = new Reply(Kind.UNKNOWN, false);
  public static final Reply REFUSED = new Reply(Kind.REFUSED, false);

  public enum Kind {
    DONE,
    /** There is no such instance. */
    UNKNOWN,
    /** It could not be written, and nothing changed. */
    REFUSED
  }
}
