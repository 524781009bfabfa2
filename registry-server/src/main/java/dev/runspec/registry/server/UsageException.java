package dev.runspec.registry.server;

/**
 * What is wrong with how the server was asked to start, in one line that says what was expected.
 */
public final class UsageException extends RuntimeException {

  public UsageException(String line) {
    super(line);
  }

  UsageException(String line, Throwable cause) {
    super(line, cause);
  }
}
