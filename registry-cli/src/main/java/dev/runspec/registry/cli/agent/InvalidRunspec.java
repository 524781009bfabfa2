package dev.runspec.registry.cli.agent;

/**
 * A {@code runspec.toml} that cannot be served. The message is one line for the person who wrote
 * the file: file, line, key, what is wrong, what was expected.
 */
public final class InvalidRunspec extends RuntimeException {

  InvalidRunspec(String message) {
    super(message.replaceAll("\\p{Cntrl}+", " "));
  }
}
