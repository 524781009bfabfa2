package dev.runspec.registry.cli;

/** What a command could not do, in one line that says what to do next. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  public CommandFailure(String message) {
    super(message);
  }
}
