package dev.runspec.registry.server.http;

import dev.runspec.registry.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoded text of a request line, decoded exactly once and strictly. */
final class PercentText {

  private PercentText() {}

  /** A path segment: {@code a%2Fb} is {@code a/b}, and {@code +} is a plus. */
  static String segment(String raw) {
    return decode(raw, false);
  }

  /** A name or value of a query: {@code +} is a space. */
  static String query(String raw) {
    return decode(raw, true);
  }

  private static String decode(String raw, boolean plusIsSpace) {
    boolean plain = true;
    for (int at = 0; at < raw.length(); at++) {
      char unit = raw.charAt(at);
      if (unit <= ' ' || unit >= 0x7f) {
        throw malformed("the request line holds a character that must be percent-encoded");
      }
      if (unit == '%' || (unit == '+' && plusIsSpace)) {
        plain = false;
      }
    }
    return plain ? raw : decodeEscapes(raw, plusIsSpace);
  }

  private static String decodeEscapes(String raw, boolean plusIsSpace) {
    byte[] utf8 = new byte[raw.length()];
    int length = 0;
    for (int at = 0; at < raw.length(); at++) {
      char unit = raw.charAt(at);
      if (unit == '%') {
        int high = digit(raw, at + 1);
        int low = digit(raw, at + 2);
        if (high < 0 || low < 0) {
          throw malformed("the request line holds a % without two hex digits after it");
        }
        utf8[length++] = (byte) (high << 4 | low);
        at += 2;
      } else {
        utf8[length++] = (byte) (unit == '+' && plusIsSpace ? ' ' : unit);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(utf8, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("the request line holds percent-escapes that are not UTF-8");
    }
  }

  private static int digit(String raw, int at) {
    return at < raw.length() ? Character.digit(raw.charAt(at), 16) : -1;
  }

  private static Refusal malformed(String detail) {
    return new Refusal(ErrorCode.MALFORMED_REQUEST, detail);
  }
}
