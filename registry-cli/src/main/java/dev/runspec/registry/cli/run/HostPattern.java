package dev.runspec.registry.cli.run;

import dev.runspec.registry.command.Wildcards;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a host, or a pattern of names: {@code *} stands for any characters, {@code ?} for any
 * one; or names in short as folded output has them, {@code web-[01-20]}.
 *
 * @param text as it was typed
 */
public record HostPattern(String text) {

  private static final Pattern RANGE =
      Pattern.compile("([^*?\\[\\]]*)\\[([0-9]{1,9})-([0-9]{1,9})\\]([^*?\\[\\]]*)");

  public HostPattern {
    if (text.isBlank()) {
      throw new IllegalArgumentException("host is empty");
    }
  }

  /** Whether it may stand for several. */
  public boolean isSeveral() {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || RANGE.matcher(text).matches();
  }

  /** Whether this name is meant. */
  public boolean matches(String name) {
    if (text.equals(name)) {
      return true;
    }
    Matcher range = RANGE.matcher(text);
    return range.matches() ? isWithin(range, name) : Wildcards.match(text, name);
  }

  private static boolean isWithin(Matcher range, String name) {
    String before = range.group(1);
    String after = range.group(4);
    int end = name.length() - after.length();
    if (end <= before.length() || !name.startsWith(before) || !name.endsWith(after)) {
      return false;
    }
    String number = name.substring(before.length(), end);
    if (!number.matches("[0-9]{1,9}")) {
      return false;
    }
    String first = range.group(2);
    boolean isPadded = first.startsWith("0") || number.startsWith("0");
    int value = Integer.parseInt(number);
    return (!isPadded || number.length() == first.length())
        && value >= Integer.parseInt(first)
        && value <= Integer.parseInt(range.group(3));
  }

  @Override
  public String toString() {
    return text;
  }
}
