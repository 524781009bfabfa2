package dev.runspec.registry.server.query;

import dev.runspec.registry.Text;

/**
 * A filter that cannot be read. Its message names the column, what was expected and what is there.
 */
final class InvalidFilter extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** The fault at this index of the filter's text. */
  InvalidFilter(int at, String message) {
    super("column " + (at + 1) + ": " + Text.inOneLine(message), null, false, false);
  }
}
