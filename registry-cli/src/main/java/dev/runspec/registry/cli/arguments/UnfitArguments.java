package dev.runspec.registry.cli.arguments;

/** Arguments that a tool does not take. The message says what it takes. */
public final class UnfitArguments extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnfitArguments(String message) {
    super(message, null, false, false);
  }
}
