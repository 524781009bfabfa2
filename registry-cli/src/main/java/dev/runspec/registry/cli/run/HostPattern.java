package dev.runspec.registry.cli.run;

/**
 * The name of a host, or a pattern of names: {@code *} stands for any characters, {@code ?} for any
 * one.
 *
 * @param text as it was typed
 */
public record HostPattern(String text) {

  public HostPattern {
    if (text.isBlank()) {
      throw new IllegalArgumentException("the name of a host is empty");
    }
  }

  /** Whether it may stand for several. */
  public boolean isSeveral() {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  /** Whether this name is meant. Takes time in proportion to both lengths at most. */
  public boolean matches(String name) {
    if (text.equals(name)) {
      return true;
    }
    int at = 0;
    int star = -1;
    int resume = 0;
    int next = 0;
    while (next < name.length()) {
      if (at < text.length() && text.charAt(at) == '*') {
        star = at++;
        resume = next;
      } else if (at < text.length()
          && (text.charAt(at) == '?' || text.charAt(at) == name.charAt(next))) {
        at++;
        next++;
      } else if (star >= 0) {
        at = star + 1;
        next = ++resume;
      } else {
        return false;
      }
    }
    return text.substring(at).chars().allMatch(unit -> unit == '*');
  }

  @Override
  public String toString() {
    return text;
  }
}
