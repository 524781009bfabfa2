package dev.runspec.registry.cli.output;

import java.util.Locale;

/** Text from elsewhere with everything shown that a terminal would obey, or hide, instead. */
public final class Visible {

  private Visible() {}

  /** {@code text} in one line: control and format characters stand there as escapes. */
  public static String of(String text) {
    return shown(text, false);
  }

  /** {@code text} with its line breaks and tabs kept. */
  public static String lines(String text) {
    return shown(text, true);
  }

  /** Whether this character must not reach a terminal. */
  static boolean isUnseen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static String shown(String text, boolean isLayoutKept) {
    if (text.codePoints().noneMatch(Visible::isUnseen)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            character -> {
              boolean isLayout = character == '\n' || character == '\t';
              if (!isUnseen(character) || (isLayoutKept && isLayout)) {
                shown.appendCodePoint(character);
              } else {
                shown.append(escape(character));
              }
            });
    return shown.toString();
  }

  private static String escape(int character) {
    return switch (character) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          character <= 0xffff
              ? String.format(Locale.ROOT, "\\u%04x", character)
              : String.format(Locale.ROOT, "\\U%08x", character);
    };
  }
}
