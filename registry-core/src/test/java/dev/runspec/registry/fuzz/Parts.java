package dev.runspec.registry.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several texts in one input, with a byte between them that UTF-8 never has, so that a kept input
 * can be read. One that begins with another such byte is UTF-16: so it may hold half a character.
 */
public final class Parts {

  private static final byte BETWEEN = (byte) 0xFF;
  private static final byte UTF_16 = (byte) 0xFE;

  private Parts() {}

  /** The texts, empty ones up to {@code least}. */
  public static List<String> of(byte[] input, int least) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int at = 0; at <= input.length; at++) {
      if (at == input.length || input[at] == BETWEEN) {
        parts.add(text(Arrays.copyOfRange(input, start, at)));
        start = at + 1;
      }
    }
    while (parts.size() < least) {
      parts.add("");
    }
    return parts;
  }

  /** An input of these texts. */
  public static byte[] input(String... texts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (int at = 0; at < texts.length; at++) {
      if (at > 0) {
        joined.write(BETWEEN);
      }
      joined.writeBytes(texts[at].getBytes(UTF_8));
    }
    return joined.toByteArray();
  }

  private static String text(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != UTF_16) {
      return new String(bytes, UTF_8);
    }
    StringBuilder text = new StringBuilder();
    for (int at = 1; at + 1 < bytes.length; at += 2) {
      text.append((char) ((bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF)));
    }
    return text.toString();
  }
}
