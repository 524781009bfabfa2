package dev.runspec.registry.signature;

import java.util.Arrays;
import java.util.List;

/**
 * Names as {@code known_hosts} and {@code allowed_signers} give them: patterns with {@code *} and
 * {@code ?}, separated by commas. One behind {@code !} that matches takes the whole list away.
 */
record PatternList(List<String> patterns) {

  static PatternList parse(String list) {
    return new PatternList(Arrays.asList(list.split(",", -1)));
  }

  boolean matches(String text) {
    boolean isMatched = false;
    for (String pattern : patterns) {
      boolean isNegated = pattern.startsWith("!");
      if (matches(isNegated ? pattern.substring(1) : pattern, text)) {
        if (isNegated) {
          return false;
        }
        isMatched = true;
      }
    }
    return isMatched;
  }

  /** Goes back to the last star only, so that no pattern takes long. */
  private static boolean matches(String pattern, String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int starIn = 0;
    while (in < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        starIn = in;
      } else if (at < pattern.length()
          && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(in))) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++starIn;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }
}
