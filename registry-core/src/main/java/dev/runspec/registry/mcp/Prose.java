package dev.runspec.registry.mcp;

/**
 * Text of strangers that a model is going to read. Nothing in it can hide from a person who looks
 * at the same text, and it does not go on for ever. What it says is still a stranger's word.
 */
public final class Prose {

  private Prose() {}

  /**
   * {@code text} without control, format and other unseen characters, cut after {@code most}
   * characters.
   */
  public static String of(String text, int most) {
    StringBuilder seen = new StringBuilder(Math.min(text.length(), most) + 1);
    int count = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int character = text.codePointAt(at);
      if (isUnseen(character)) {
        continue;
      }
      if (count == most) {
        return seen.append('…').toString();
      }
      seen.appendCodePoint(character);
      count++;
    }
    return seen.toString();
  }

  /** Whether there is something in {@code text} that nobody sees. */
  public static boolean hasUnseen(String text) {
    return text.codePoints().anyMatch(Prose::isUnseen);
  }

  private static boolean isUnseen(int character) {
    if (character == '\n' || character == '\t') {
      return false;
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT, // those that turn the direction of writing, and tags
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default ->
          (character >= 0xFE00 && character <= 0xFE0F) // variation selectors carry bytes unseen
              || (character >= 0xE0100 && character <= 0xE01EF);
    };
  }
}
