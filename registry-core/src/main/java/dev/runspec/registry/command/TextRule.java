package dev.runspec.registry.command;

/** What must not be in a text that leaves for a remote shell. */
final class TextRule {

  private TextRule() {}

  /** Whether there is a control character: line breaks, tabs, escapes, DEL, C1. */
  static boolean hasControl(String text) {
    return text.codePoints().anyMatch(Character::isISOControl);
  }

  /** Whether there is half of a surrogate pair, which would arrive as a question mark. */
  static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(point -> Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE);
  }
}
