package dev.runspec.registry.cli.manual;

import java.util.Locale;

/** A page in the language of manual pages, man(7). */
final class Roff {

  private final StringBuilder page = new StringBuilder();

  /** The head of the page. No date: the same sources make the same page. */
  Roff title(String name, String version) {
    page.append(".TH \"")
        .append(escaped(name.toUpperCase(Locale.ROOT)))
        .append("\" \"1\" \"\" \"")
        .append(escaped(version))
        .append("\" \"Runspec Registry\"\n")
        // Long names and addresses neither hyphenated nor spread.
        .append(".nh\n.ad l\n");
    return this;
  }

  Roff section(String title) {
    page.append(".SH ").append(escaped(title)).append('\n');
    return this;
  }

  /** A paragraph of plain text. */
  Roff paragraph(String text) {
    page.append(".PP\n").append(line(escaped(text)));
    return this;
  }

  /** A paragraph of text that is marked up already. */
  Roff marked(String text) {
    page.append(".PP\n").append(line(text));
    return this;
  }

  /** A term that is marked up already, and what it means. */
  Roff term(String term, String meaning) {
    page.append(".TP\n").append(line(term)).append(line(escaped(meaning)));
    return this;
  }

  static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  static String italic(String text) {
    return "\\fI" + escaped(text) + "\\fR";
  }

  /** Text in which nothing is a request, and every character is printed as it is. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(character -> escaped.append(glyph(character)));
    return escaped.toString();
  }

  private static String glyph(int character) {
    return switch (character) {
      case '\\' -> "\\(rs";
      case '-' -> "\\-";
      case '\'' -> "\\(aq";
      case '"' -> "\\(dq";
      case '`' -> "\\(ga";
      case '^' -> "\\(ha";
      case '~' -> "\\(ti";
      case '\n', '\t' -> " ";
      default ->
          character < 128
              ? Character.toString(character)
              : String.format(Locale.ROOT, "\\[u%04X]", character);
    };
  }

  /** A dot at the beginning of a line would make it a request. */
  private static String line(String text) {
    return (text.startsWith(".") ? "\\&" : "") + text + "\n";
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
