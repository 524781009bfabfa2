package dev.runspec.registry.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line as a POSIX shell does (2.2, 2.3), as far as nothing in it acts: whatever a shell
 * would do more with than take it as text is refused.
 */
public final class ShellWords {

  private static final String ACTIVE = "|&;<>()$`\\*?[]#~{}!\n\r";

  private final String line;
  private int at;

  private ShellWords(String line) {
    this.line = line;
  }

  /** The words. */
  public static List<String> of(String line) {
    return new ShellWords(line).words();
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    while (at < line.length()) {
      if (line.charAt(at) == ' ') {
        at++;
      } else {
        words.add(word());
      }
    }
    return words;
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    while (at < line.length() && line.charAt(at) != ' ') {
      char unit = line.charAt(at++);
      if (unit == '\'' || unit == '"') {
        word.append(quoted(unit));
      } else if (ACTIVE.indexOf(unit) >= 0 || unit <= ' ' || unit >= 0x7f) {
        throw new AssertionError("bare character " + (int) unit + " in: " + line);
      } else {
        word.append(unit);
      }
    }
    return word.toString();
  }

  private String quoted(char quote) {
    int end = line.indexOf(quote, at);
    if (end < 0) {
      throw new AssertionError("a quote is open in: " + line);
    }
    String text = line.substring(at, end);
    boolean acts = quote == '"' && text.chars().anyMatch(unit -> "$`\\!".indexOf(unit) >= 0);
    if (acts || text.indexOf('\0') >= 0) {
      throw new AssertionError("a text acts in: " + line);
    }
    at = end + 1;
    return text;
  }
}
