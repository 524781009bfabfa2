package dev.runspec.registry.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param about the host, or {@code registry}
 * @param name what was looked at
 * @param level how it is
 * @param detail what was found
 * @param advice what to do; empty when there is nothing to do
 */
public record Check(String about, String name, Level level, String detail, String advice) {

  /** How good something is. */
  public enum Level {
    OK,
    /** It may be meant so, or go wrong later. */
    WARN,
    /** It keeps runs from working. */
    FAIL
  }

  static Check ok(String about, String name, String detail) {
    return new Check(about, name, Level.OK, detail, "");
  }

  static Check warn(String about, String name, String detail, String advice) {
    return new Check(about, name, Level.WARN, detail, advice);
  }

  static Check fail(String about, String name, String detail, String advice) {
    return new Check(about, name, Level.FAIL, detail, advice);
  }
}
