package dev.runspec.registry.cli.agent;

/**
 * Something that a person says about an instance.
 *
 * @param key what about
 * @param value what
 */
public record Label(String key, String value) {

  public Label {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("'=" + value + "' has no key; expected KEY=VALUE");
    }
  }

  /** Reads {@code KEY=VALUE}; the value is all that follows the first equals sign. */
  public static Label parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException("'" + text + "' has no value; expected KEY=VALUE");
    }
    return new Label(text.substring(0, equals), text.substring(equals + 1));
  }
}
