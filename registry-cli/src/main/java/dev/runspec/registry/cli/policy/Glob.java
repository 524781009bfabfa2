package dev.runspec.registry.cli.policy;

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

  /** Takes time in proportion to both lengths at most, whatever the pattern is. */
  boolean matches(String text) {
    int[] wanted = pattern.codePoints().toArray();
    int[] given = text.codePoints().toArray();
    int at = 0;
    int star = -1;
    int resume = 0;
    int next = 0;
    while (next < given.length) {
      if (at < wanted.length && wanted[at] == '*') {
        star = at++;
        resume = next;
      } else if (at < wanted.length && (wanted[at] == '?' || wanted[at] == given[next])) {
        at++;
        next++;
      } else if (star >= 0) {
        at = star + 1;
        next = ++resume;
      } else {
        return false;
      }
    }
    while (at < wanted.length && wanted[at] == '*') {
      at++;
    }
    return at == wanted.length;
  }

  @Override
  public String toString() {
    return pattern;
  }
}
