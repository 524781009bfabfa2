package dev.runspec.registry;

import java.util.Locale;

/** The rule for every text that the registry keeps: it can be written back exactly as it came. */
public final class Text {

  /** Longest id, name, version, host or label, in UTF-16 units. */
  public static final int LONGEST = 1024;

  private Text() {}

  /**
   * Returns {@code text}, which may be empty.
   *
   * @throws IllegalArgumentException if it cannot be kept; the message says why
   */
  public static String checked(String text, String what) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          what + " is longer than " + LONGEST + " characters: " + text.length());
    }
    if (!isWhole(text)) {
      throw new IllegalArgumentException(what + " holds half of a surrogate pair");
    }
    return text;
  }

  /** Like {@link #checked}, but there must be something. */
  static String required(String text, String what) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    return checked(text, what);
  }

  /** Whether {@code text} holds no half of a surrogate pair, which no UTF-8 can carry. */
  public static boolean isWhole(String text) {
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (Character.isSurrogate(unit)) {
        boolean isPaired =
            Character.isHighSurrogate(unit)
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
        if (!isPaired) {
          return false;
        }
        at++;
      }
    }
    return true;
  }

  /** The text with what would end or disturb a line escaped, for a message that is one line. */
  public static String inOneLine(String text) {
    if (text.codePoints().noneMatch(Text::disturbsLine)) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (disturbsLine(point)) {
                line.append(String.format(Locale.ROOT, "\\u%04x", point));
              } else {
                line.appendCodePoint(point);
              }
            });
    return line.toString();
  }

  private static boolean disturbsLine(int point) {
    return Character.isISOControl(point) || point == 0x2028 || point == 0x2029;
  }
}
