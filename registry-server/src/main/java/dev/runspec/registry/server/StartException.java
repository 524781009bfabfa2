package dev.runspec.registry.server;

/** Why the registry could not start, in one line for the one who started it. */
public final class StartException extends RuntimeException {

  public StartException(String line) {
    super(line);
  }

  public StartException(String line, Throwable cause) {
    super(line, cause);
  }
}
