package dev.runspec.registry.client;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** RFC 3986 percent-encoding of a whole path segment or query value. */
final class PercentEncoding {

  private static final String UNRESERVED_MARKS = "-._~";

  private PercentEncoding() {}

  /**
   * {@code text} as one path segment. The dots of {@code .} and {@code ..} are encoded, too, since
   * bare they would mean another path.
   */
  static String segment(String text) {
    return text.equals(".") || text.equals("..") ? text.replace(".", "%2E") : encoded(text);
  }

  /** {@code text} as the value of a query parameter. */
  static String queryValue(String text) {
    return encoded(text);
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (unit & 0xff);
      if (isUnreserved(character)) {
        encoded.append(character);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", (int) character));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || UNRESERVED_MARKS.indexOf(character) >= 0;
  }
}
