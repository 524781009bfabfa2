package dev.runspec.registry.cli.completion;

import dev.runspec.registry.cli.output.Visible;

/**
 * A word that may come next.
 *
 * @param value the word
 * @param description what it is, untrusted; may be empty
 */
public record Candidate(String value, String description) {

  private static final int LONGEST = 60;

  static Candidate of(String value) {
    return new Candidate(value, "");
  }

  /** Whether it is nothing but its text, for a line of a script and for a terminal. */
  boolean isPlainText() {
    return Visible.of(value).equals(value);
  }

  /** The same with something before it in the same word. */
  Candidate after(String beginning) {
    return new Candidate(beginning + value, description);
  }

  /** As a line for a script: the word and, after a tab, what it is. */
  public String line() {
    String first = Visible.of(description.lines().findFirst().orElse("").strip());
    if (first.isEmpty()) {
      return value;
    }
    return value + "\t" + (first.length() > LONGEST ? first.substring(0, LONGEST) + "…" : first);
  }
}
