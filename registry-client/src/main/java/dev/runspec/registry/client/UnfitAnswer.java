package dev.runspec.registry.client;

/** An answer that is well formed and not one to what was asked; the message follows the address. */
final class UnfitAnswer extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnfitAnswer(String sentence) {
    super(sentence);
  }
}
