package dev.runspec.registry.command;

/** Patterns in which {@code *} stands for any characters and {@code ?} for any one. */
public final class Wildcards {

  private Wildcards() {}

  /**
   * Whether the pattern is about the text. Goes back to the last star only: it takes time in
   * proportion to both lengths at most, whatever the pattern is.
   */
  public static boolean match(String pattern, String text) {
    int[] wanted = pattern.codePoints().toArray();
    int[] given = text.codePoints().toArray();
    int at = 0;
    int next = 0;
    int star = -1;
    int resume = 0;
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
}
