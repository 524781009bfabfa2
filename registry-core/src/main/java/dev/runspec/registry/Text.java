package dev.runspec.registry;

/** The rule for every text that the registry keeps: it can be written back exactly as it came. */
final class Text {

  /** Longest id, name, version, host or label, in UTF-16 units. */
  static final int LONGEST = 1024;

  private Text() {}

  /** Returns {@code text}, which may be empty, or says what is wrong with it. */
  static String checked(String text, String what) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          what + " is longer than " + LONGEST + " characters: " + text.length());
    }
    if (hasLoneSurrogate(text)) {
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

  private static boolean hasLoneSurrogate(String text) {
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (Character.isSurrogate(unit)) {
        boolean paired =
            Character.isHighSurrogate(unit)
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
        if (!paired) {
          return true;
        }
        at++;
      }
    }
    return false;
  }
}
