package dev.runspec.registry.cli.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many hosts may fail before no more are begun.
 *
 * @param value a number of hosts, or of hundredths of all
 * @param isPercentage which of the two
 */
public record FailureLimit(int value, boolean isPercentage) {

  /** Any number of them. */
  static final FailureLimit NONE = new FailureLimit(100, true);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(%?)");

  public FailureLimit {
    if (isPercentage && value > 100) {
      throw new IllegalArgumentException("more than 100% cannot fail: " + value + "%");
    }
  }

  /**
   * Reads {@code 3} or {@code 20%}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static FailureLimit parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is neither a number of hosts nor a percentage, such as 3 or 20%");
    }
    return new FailureLimit(Integer.parseInt(form.group(1)), !form.group(2).isEmpty());
  }

  /** Whether so many are more than may fail. */
  boolean isExceededBy(int failed, int all) {
    return isPercentage ? failed * 100L > (long) value * all : failed > value;
  }

  @Override
  public String toString() {
    return value + (isPercentage ? "%" : "");
  }
}
