package dev.runspec.registry.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line as bash has it while somebody types: quotes and backslashes still stand in it, and bash
 * replaces only the end of its last word. Nothing in it is expanded.
 */
public final class BashLine {

  /** What needs no backslash outside of quotes. */
  private static final String HARMLESS = "_./:=@%+,-";

  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean isInWord;
  private char quote;
  private int quotes;

  /** How much of the present word stands before that which bash replaces. */
  private int kept;

  private BashLine() {}

  /**
   * Reads it.
   *
   * @param line all up to the cursor, from the command on
   * @param replaced its end that bash replaces; word breaks and quotes decide where that begins
   */
  public static BashLine read(String line, String replaced) {
    BashLine read = new BashLine();
    int beginning = line.endsWith(replaced) ? line.length() - replaced.length() : line.length();
    for (int at = 0; at < line.length(); at++) {
      if (at == beginning) {
        read.kept = read.word.length();
      }
      boolean isEscape = line.charAt(at) == '\\' && at + 1 < line.length() && read.quote != '\'';
      if (isEscape) {
        at++;
        read.escaped(line.charAt(at));
      } else {
        read.plain(line.charAt(at));
      }
    }
    if (beginning == line.length()) {
      read.kept = read.word.length();
    }
    return read;
  }

  private void escaped(char unit) {
    if (quote == '"' && "\\\"$`".indexOf(unit) < 0) {
      word.append('\\');
    }
    word.append(unit);
    isInWord = true;
  }

  private void plain(char unit) {
    if (quote != 0 ? unit == quote : unit == '"' || unit == '\'') {
      quote = quote == 0 ? unit : 0;
      quotes++;
      isInWord = true;
    } else if (quote != 0) {
      word.append(unit);
    } else if (unit == ' ' || unit == '\t' || unit == '\n') {
      endWord();
    } else {
      word.append(unit);
      isInWord = true;
    }
  }

  private void endWord() {
    if (isInWord) {
      words.add(word.toString());
    }
    word.setLength(0);
    isInWord = false;
    quotes = 0;
    kept = 0;
  }

  /** The whole words between the command and the cursor. */
  public List<String> before() {
    int command = 0;
    while (command < words.size() && words.get(command).matches("[A-Za-z_][A-Za-z0-9_]*=.*")) {
      command++;
    }
    return words.stream().skip(command + 1L).toList();
  }

  /** The word at the cursor, which may be empty. */
  public String current() {
    return word.toString();
  }

  /**
   * What bash is to put in the place of what it replaces, so that it stands there as this word and
   * nothing else; empty when it cannot.
   */
  public Optional<String> insertion(Candidate candidate) {
    boolean isQuotedInPart = quotes > 1 || (quotes == 1 && quote == 0);
    if (isQuotedInPart || !candidate.value().startsWith(current())) {
      return Optional.empty();
    }
    String rest = candidate.value().substring(kept);
    return switch (quote) {
      case '\'' -> without(rest, "'");
      case '"' -> without(rest, "\"\\$`!");
      default -> Optional.of(escaped(rest));
    };
  }

  private static Optional<String> without(String text, String forbidden) {
    return text.chars().anyMatch(unit -> forbidden.indexOf(unit) >= 0)
        ? Optional.empty()
        : Optional.of(text);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              if (!Character.isLetterOrDigit(character)
                  && character < 128
                  && HARMLESS.indexOf(character) < 0) {
                escaped.append('\\');
              }
              escaped.appendCodePoint(character);
            });
    return escaped.toString();
  }
}
