package dev.runspec.registry;

import java.nio.charset.StandardCharsets;

/**
 * One JSON value as its compact text: opaque here, and written back as it came.
 *
 * @param text one well-formed JSON value without white space around it. This is not checked: what
 *     comes from outside goes through {@code json.Documents} first
 */
public record JsonDocument(String text) {

  /** The value <code>{}</code>. */
  public static final JsonDocument EMPTY_OBJECT = new JsonDocument("{}");

  /** The JSON string that says {@code text}. */
  public static JsonDocument string(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      switch (unit) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (unit < ' ') {
            quoted.append("\\u00").append(Character.forDigit(unit >> 4, 16));
            quoted.append(Character.forDigit(unit & 15, 16));
          } else {
            quoted.append(unit);
          }
        }
      }
    }
    return new JsonDocument(quoted.append('"').toString());
  }

  /** Its UTF-8 bytes. */
  public byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The JSON text. */
  @Override
  public String toString() {
    return text;
  }
}
