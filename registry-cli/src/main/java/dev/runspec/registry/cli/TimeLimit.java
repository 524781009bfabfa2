package dev.runspec.registry.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time that somebody gives to something.
 *
 * @param duration more than nothing
 */
public record TimeLimit(Duration duration) {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|)");

  /**
   * Reads {@code 500ms}, {@code 30s}, {@code 5m} or {@code 2h}; a number alone is of seconds.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static TimeLimit parse(String text) {
    Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!form.matches() || form.group(1).matches("0+")) {
      throw new IllegalArgumentException("'" + text + "' is no time such as 30s, 5m, 2h or 500ms");
    }
    long amount = Long.parseLong(form.group(1));
    return new TimeLimit(
        switch (form.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofSeconds(amount);
        });
  }
}
