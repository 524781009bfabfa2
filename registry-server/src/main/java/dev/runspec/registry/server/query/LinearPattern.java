package dev.runspec.registry.server.query;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression of RE2: it takes time in proportion to its size times the text's length, and
 * both are bounded here. Others backtrack, and somebody finds the text on which they never end.
 */
final class LinearPattern {

  /** Longest pattern, in UTF-16 units. */
  static final int LONGEST = 500;

  /** Largest product of a pattern's length and all its counts, such as the 9 in {@code a{9}}. */
  static final int LARGEST_WHEN_REPEATED = 5_000;

  private final Pattern pattern;

  private LinearPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none or too large; the message says what is wrong
   */
  static LinearPattern of(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "longer than " + LONGEST + " characters: " + text.length());
    }
    if (text.length() * product(text) > LARGEST_WHEN_REPEATED) {
      throw new IllegalArgumentException("whose counts repeat too much; * and + take any number");
    }
    try {
      return new LinearPattern(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("with " + e.getDescription(), e);
    }
  }

  /** Whether it matches any part of {@code text}. */
  boolean isFoundIn(String text, Work work) {
    work.spend(Work.LOOK + (1L + text.length()) * pattern.programSize());
    return pattern.matcher(text).find();
  }

  /**
   * The product of the counts: RE2 writes {@code (a{9}){9}} out as 81 times a before anybody can
   * ask how large that is. It knows no count above 1,000.
   */
  private static long product(String text) {
    long product = 1;
    for (int at = 0; at < text.length() && product <= LARGEST_WHEN_REPEATED; at++) {
      char unit = text.charAt(at);
      if (unit == '\\') {
        at += text.startsWith("x{", at + 1) ? 2 : 1;
      } else if (unit == '{') {
        product *= largestCount(text, at + 1);
      }
    }
    return product;
  }

  /** The larger of the one or two numbers that stand here; 1 if there is no count. */
  private static long largestCount(String text, int from) {
    if (text.startsWith(",", from)) {
      return 1;
    }
    long largest = 1;
    long number = 0;
    for (int at = from; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit >= '0' && unit <= '9') {
        number = Math.min(number * 10 + (unit - '0'), 1_001);
        largest = Math.max(largest, number);
      } else if (unit == ',') {
        number = 0;
      } else {
        return unit == '}' ? largest : 1;
      }
    }
    return 1;
  }
}
