package dev.runspec.registry.cli.context;

import java.util.regex.Pattern;

/**
 * The name of a context.
 *
 * @param value letters, digits, dots, dashes and underscores; no shell and no terminal minds them
 */
public record ContextName(String value) implements Comparable<ContextName> {

  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");

  public ContextName {
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'"
              + value
              + "' is no name of a context: expected at most 64 letters, digits, dots, dashes and"
              + " underscores");
    }
  }

  @Override
  public int compareTo(ContextName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
