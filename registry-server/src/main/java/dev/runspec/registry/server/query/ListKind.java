package dev.runspec.registry.server.query;

/** One of the lists that can be asked for. */
public enum ListKind {
  TOOLS('t', true),
  HOSTS('h', true),
  INSTANCES('i', false);

  private final char letter;
  private final boolean isActiveOnly;

  ListKind(char letter, boolean isActiveOnly) {
    this.letter = letter;
    this.isActiveOnly = isActiveOnly;
  }

  /** How its cursors begin. */
  char letter() {
    return letter;
  }

  /** Whether it shows only what lives unless the caller says otherwise. */
  boolean isActiveOnly() {
    return isActiveOnly;
  }

  /** What its filters may name. */
  Vocabulary vocabulary() {
    return this == TOOLS ? Vocabulary.OF_OFFERS : Vocabulary.OF_AGENTS;
  }
}
