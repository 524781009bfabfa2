package dev.runspec.registry;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * One JSON value as its compact text: opaque here, and written back as it came.
 *
 * @param text one well-formed JSON value without white space around it. This is not checked: what
 *     comes from outside goes through {@code json.Documents} first
 */
public record JsonDocument(String text) {

  /** The value <code>{}</code>. */
  public static final JsonDocument EMPTY_OBJECT = new JsonDocument("{}");

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /**
   * The JSON string that says {@code text}, escaped as {@code json} escapes it: the same text has
   * the same document, however it came.
   */
  public static JsonDocument string(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      switch (unit) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        default -> {
          if (unit < ' ') {
            quoted.append("\\u00").append(HEX.toHexDigits((byte) unit));
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
