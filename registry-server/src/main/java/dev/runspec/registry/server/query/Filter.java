package dev.runspec.registry.server.query;

/** A filter that was read. Two of the same text are equal. */
final class Filter {

  /** Longest filter, in UTF-16 units. */
  static final int LONGEST = 2048;

  private final String text;
  private final Expression expression;

  private Filter(String text, Expression expression) {
    this.text = text;
    this.expression = expression;
  }

  /**
   * Reads a filter for subjects with this vocabulary.
   *
   * @throws InvalidFilter if it cannot be read
   */
  static Filter parse(String text, Vocabulary vocabulary) {
    if (text.length() > LONGEST) {
      throw new InvalidFilter(
          LONGEST, "expected at most " + LONGEST + " characters, found " + text.length());
    }
    return new Filter(text, Parser.parse(text, vocabulary));
  }

  boolean accepts(Subject subject, Work work) {
    return expression.holds(subject, work);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Filter filter && text.equals(filter.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
