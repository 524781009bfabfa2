package dev.runspec.registry.server.query;

import dev.runspec.registry.server.query.Token.Kind;

/** Cuts a filter into its words, one at a time. */
final class Lexer {

  private static final String WORD_MARKS = "_-.$/:@+";

  private final String text;
  private int at;

  Lexer(String text) {
    this.text = text;
  }

  /**
   * The next word; at the end, {@link Kind#END} for ever.
   *
   * @throws InvalidFilter if no word begins with what is there
   */
  Token next() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return new Token(Kind.END, "", at, at);
    }
    char unit = text.charAt(at);
    return switch (unit) {
      case '(' -> mark(Kind.OPENING, "(");
      case ')' -> mark(Kind.CLOSING, ")");
      case '[' -> mark(Kind.OPENING_BRACKET, "[");
      case ']' -> mark(Kind.CLOSING_BRACKET, "]");
      case '=' -> mark(Kind.EQUAL, "==");
      case '!' -> mark(Kind.NOT_EQUAL, "!=");
      case '"' -> quoted();
      case '`' -> raw();
      default -> word();
    };
  }

  private Token mark(Kind kind, String mark) {
    if (!text.startsWith(mark, at)) {
      throw new InvalidFilter(at, "expected " + mark + ", found '" + mark.charAt(0) + "'");
    }
    return token(kind, mark, at + mark.length());
  }

  private Token quoted() {
    StringBuilder said = new StringBuilder();
    int next = at + 1;
    while (next < text.length() && text.charAt(next) != '"') {
      if (text.charAt(next) == '\\') {
        next++;
        if (next == text.length()) {
          break;
        }
        if (text.charAt(next) != '"' && text.charAt(next) != '\\') {
          throw new InvalidFilter(
              next - 1,
              "expected \\\" or \\\\, found '\\"
                  + Character.toString(text.codePointAt(next))
                  + "'; a text between backquotes takes a backslash as it is");
        }
      }
      said.append(text.charAt(next++));
    }
    if (next >= text.length()) {
      throw unclosed("\"");
    }
    return token(Kind.QUOTED, said.toString(), next + 1);
  }

  private Token raw() {
    int end = text.indexOf('`', at + 1);
    if (end < 0) {
      throw unclosed("`");
    }
    return token(Kind.QUOTED, text.substring(at + 1, end), end + 1);
  }

  private InvalidFilter unclosed(String quote) {
    return new InvalidFilter(
        text.length(),
        "expected the "
            + quote
            + " that closes the text of column "
            + (at + 1)
            + ", found the end");
  }

  private Token word() {
    int end = at;
    while (end < text.length() && isPartOfWord(text.charAt(end))) {
      end++;
    }
    if (end == at) {
      throw new InvalidFilter(
          at,
          "expected a word, a text in quotes or an operator, found '"
              + Character.toString(text.codePointAt(at))
              + "'");
    }
    return token(Kind.WORD, text.substring(at, end), end);
  }

  private Token token(Kind kind, String said, int end) {
    Token token = new Token(kind, said, at, end);
    at = end;
    return token;
  }

  private static boolean isBlank(char unit) {
    return unit == ' ' || unit == '\t' || unit == '\r' || unit == '\n';
  }

  private static boolean isPartOfWord(char unit) {
    return Character.isLetterOrDigit(unit) || WORD_MARKS.indexOf(unit) >= 0;
  }
}
