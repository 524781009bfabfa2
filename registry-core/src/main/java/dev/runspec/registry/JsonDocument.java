package dev.runspec.registry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value, kept as its compact UTF-8 text: opaque here, and written back as it came.
 *
 * <p>The text is not checked: what comes from outside goes through {@code json.Documents.parse}
 * first.
 */
public final class JsonDocument {

  /** The value <code>{}</code>. */
  public static final JsonDocument EMPTY_OBJECT = new JsonDocument("{}");

  private final byte[] utf8;

  /** Takes over {@code utf8}, one well-formed JSON value without a byte before or after it. */
  public JsonDocument(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** A document of {@code text}, one well-formed JSON value. */
  public JsonDocument(String text) {
    this(text.getBytes(StandardCharsets.UTF_8));
  }

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

  /** Its length in bytes. */
  public int length() {
    return utf8.length;
  }

  /** A copy of its bytes. */
  public byte[] utf8() {
    return utf8.clone();
  }

  /** Appends its bytes to {@code target}. */
  public void writeTo(ByteArrayOutputStream target) {
    target.write(utf8, 0, utf8.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonDocument document && Arrays.equals(utf8, document.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  /** The JSON text. */
  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
