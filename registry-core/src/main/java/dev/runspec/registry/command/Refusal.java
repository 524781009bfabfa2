package dev.runspec.registry.command;

import java.util.Locale;

/**
 * Why something that the registry said is not acted on.
 *
 * @param refused what was refused, fit to be printed: control characters are escaped, length is cut
 * @param why what is wrong with it
 * @param accepted what would be accepted instead
 */
public record Refusal(String refused, String why, String accepted) {

  private static final int LONGEST = 120;

  public Refusal {
    refused = printable(refused);
  }

  /** All of it in one line. */
  public String message() {
    return refused + ": " + why + "; accepted: " + accepted;
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(
            point -> {
              if (isVisible(point)) {
                shown.appendCodePoint(point);
              } else {
                shown.append(String.format(Locale.ROOT, "\\u%04x", point));
              }
            });
    return text.codePointCount(0, text.length()) > LONGEST ? shown + "…" : shown.toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
