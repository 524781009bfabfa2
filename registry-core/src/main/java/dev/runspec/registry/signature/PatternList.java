package dev.runspec.registry.signature;

import dev.runspec.registry.command.Wildcards;
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
      if (Wildcards.match(isNegated ? pattern.substring(1) : pattern, text)) {
        if (isNegated) {
          return false;
        }
        isMatched = true;
      }
    }
    return isMatched;
  }
}
