package dev.runspec.registry.server.query;

/**
 * A text to be found in others, in time that grows with their length alone, whatever is in either
 * (Knuth, Morris and Pratt): no caller can choose two texts that are slow to compare.
 */
final class Phrase {

  private final String units;
  private final boolean ignoresCase;
  private final int[] borders;

  private Phrase(String text, boolean ignoresCase) {
    this.ignoresCase = ignoresCase;
    StringBuilder folded = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      folded.append(folded(text.charAt(at)));
    }
    this.units = folded.toString();
    this.borders = borders(units);
  }

  /** This very text. */
  static Phrase exactly(String text) {
    return new Phrase(text, false);
  }

  /** This text in any case. */
  static Phrase inAnyCase(String text) {
    return new Phrase(text, true);
  }

  /** Whether {@code text} holds it. */
  boolean isIn(String text, Work work) {
    work.spend(Work.LOOK + text.length());
    int matched = 0;
    for (int at = 0; at < text.length() && matched < units.length(); at++) {
      char unit = folded(text.charAt(at));
      while (matched > 0 && units.charAt(matched) != unit) {
        matched = borders[matched - 1];
      }
      if (units.charAt(matched) == unit) {
        matched++;
      }
    }
    return matched == units.length();
  }

  private char folded(char unit) {
    return ignoresCase ? Character.toLowerCase(Character.toUpperCase(unit)) : unit;
  }

  /** For each beginning of the text, how long the longest shorter one is that also ends there. */
  private static int[] borders(String units) {
    int[] borders = new int[units.length()];
    int border = 0;
    for (int at = 1; at < units.length(); at++) {
      while (border > 0 && units.charAt(border) != units.charAt(at)) {
        border = borders[border - 1];
      }
      if (units.charAt(border) == units.charAt(at)) {
        border++;
      }
      borders[at] = border;
    }
    return borders;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Phrase phrase
        && ignoresCase == phrase.ignoresCase
        && units.equals(phrase.units);
  }

  @Override
  public int hashCode() {
    return units.hashCode();
  }

  @Override
  public String toString() {
    return units;
  }
}
