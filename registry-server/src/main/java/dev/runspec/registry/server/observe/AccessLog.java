package dev.runspec.registry.server.observe;

import java.io.PrintStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * One line per answered request: when, from where, by whom, what, and how it went. No query and no
 * key is ever in it.
 */
public final class AccessLog {

  private final PrintStream target;
  private final InstantSource clock;

  /** A log that is written to {@code target}, such as standard error. */
  public AccessLog(PrintStream target, InstantSource clock) {
    this.target = target;
    this.clock = clock;
  }

  /**
   * Writes one line.
   *
   * @param caller the name of the key, never the key; {@code -} for none
   * @param path the path as it was sent, without the query
   */
  public void answered(
      String address,
      String caller,
      String method,
      String path,
      int status,
      int bytes,
      long nanos) {
    target.println(
        clock.instant().truncatedTo(ChronoUnit.MILLIS)
            + " "
            + address
            + " "
            + caller
            + " "
            + printable(method)
            + " "
            + printable(path)
            + " "
            + status
            + " "
            + bytes
            + " "
            + nanos / 1_000
            + "us");
  }

  /** Whatever is sent, a line stays one line of ASCII. */
  private static String printable(String text) {
    return text.chars().allMatch(unit -> unit > ' ' && unit < 0x7f)
        ? text
        : text.replaceAll("[^!-~]", "?");
  }
}
