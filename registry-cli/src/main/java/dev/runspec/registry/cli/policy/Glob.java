package dev.runspec.registry.cli.policy;

import dev.runspec.registry.command.Wildcards;

/**
 * A text in which {@code *} stands for any characters and {@code ?} for any one. All else stands
 * for itself.
 *
 * @param pattern the text
 */
record Glob(String pattern) {

  private static final String NOT_WILDCARDS = "[]{}\\";

  /**
   * @throws IllegalArgumentException if it is empty, or has what other globs know and this one does
   *     not: somebody would believe in it
   */
  Glob {
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("is empty");
    }
    if (pattern.chars().anyMatch(unit -> NOT_WILDCARDS.indexOf(unit) >= 0)) {
      throw new IllegalArgumentException("holds one of " + NOT_WILDCARDS);
    }
  }

  /** Whether nothing in it stands for itself. */
  boolean isBare() {
    return pattern.chars().allMatch(unit -> unit == '*' || unit == '?');
  }

  boolean matches(String text) {
    return Wildcards.match(pattern, text);
  }

  @Override
  public String toString() {
    return pattern;
  }
}
