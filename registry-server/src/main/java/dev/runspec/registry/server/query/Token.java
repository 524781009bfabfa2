package dev.runspec.registry.server.query;

/**
 * One word of a filter.
 *
 * @param kind what it is
 * @param text what it says: of a quoted one without quotes and escapes
 * @param at the index at which it begins
 * @param end the index behind it
 */
record Token(Kind kind, String text, int at, int end) {

  private static final int LONGEST_QUOTATION = 40;

  enum Kind {
    WORD,
    QUOTED,
    OPENING,
    CLOSING,
    OPENING_BRACKET,
    CLOSING_BRACKET,
    EQUAL,
    NOT_EQUAL,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** Whether it is this word of the language, and not a text that says the same. */
  boolean says(String word) {
    return kind == Kind.WORD && text.equals(word);
  }

  /** How it is called in the words for the caller. */
  String told() {
    return switch (kind) {
      case END -> "the end";
      case QUOTED -> "the text '" + shortened(text) + "'";
      default -> "'" + shortened(text) + "'";
    };
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_QUOTATION ? text : text.substring(0, LONGEST_QUOTATION) + "…";
  }
}
