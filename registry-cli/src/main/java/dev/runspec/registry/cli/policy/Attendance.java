package dev.runspec.registry.cli.policy;

/**
 * Who can say yes to a run.
 *
 * @param isSomebodyThere whether a person can be asked
 * @param isAgreed whether somebody said yes beforehand, with {@code --yes}
 * @param isMoot whether nothing will be run, so that nobody has to agree
 */
public record Attendance(boolean isSomebodyThere, boolean isAgreed, boolean isMoot) {

  /** For those who only look at what would be run. */
  public static final Attendance MOOT = new Attendance(false, false, true);

  public Attendance(boolean isSomebodyThere, boolean isAgreed) {
    this(isSomebodyThere, isAgreed, false);
  }
}
