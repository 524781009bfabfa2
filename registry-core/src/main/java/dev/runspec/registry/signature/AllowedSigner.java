package dev.runspec.registry.signature;

import dev.runspec.registry.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of an {@code allowed_signers} file (ssh-keygen(1)).
 *
 * @param where the file and the number of the line
 * @param principals whom the key may speak for
 * @param isAuthority whether it only signs certificates
 * @param namespaces what it may sign
 * @param validAfter from when on it counts
 * @param validBefore until when it counts
 * @param blob the key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AllowedSigner(
    String where,
    PatternList principals,
    boolean isAuthority,
    PatternList namespaces,
    Instant validAfter,
    Instant validBefore,
    byte[] blob) {

  private static final Pattern KEY_TYPE = Pattern.compile("(ssh|ecdsa|sk)-[A-Za-z0-9@.-]+");
  private static final Pattern TIME = Pattern.compile("([0-9]{8})([0-9]{4})?([0-9]{2})?(Z?)");

  static AllowedSigner parse(String where, String line, ZoneId zone) {
    List<String> fields = fields(where, line);
    if (fields.size() < 3) {
      throw wrong(where, "principals, a type of key and a key were expected");
    }
    boolean isPlain = KEY_TYPE.matcher(fields.get(1)).matches();
    int type = isPlain ? 1 : 2;
    if (fields.size() < type + 2 || !KEY_TYPE.matcher(fields.get(type)).matches()) {
      throw wrong(where, "a type of key and a key were expected after " + fields.get(1));
    }
    Options options = new Options(where, zone);
    if (!isPlain) {
      options.read(fields.get(1));
    }
    return new AllowedSigner(
        where,
        PatternList.parse(unquoted(fields.get(0))),
        options.isAuthority,
        options.namespaces,
        options.validAfter,
        options.validBefore,
        blob(where, fields.get(type), fields.get(type + 1)));
  }

  /** A key says itself of what type it is; ssh-keygen takes no line that says another. */
  private static byte[] blob(String where, String type, String base64) {
    byte[] blob;
    try {
      blob = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw wrong(where, "its key is not Base64");
    }
    try {
      if (new WireBytes(blob).name().equals(type)) {
        return blob;
      }
    } catch (InvalidSignature e) {
      // Said below.
    }
    throw wrong(where, "its key is not of the type that it says, " + type);
  }

  /** Split at white space that is not between quotes. */
  private static List<String> fields(String where, String line) {
    List<String> fields = split(line, " \t");
    if (line.chars().filter(unit -> unit == '"').count() % 2 != 0) {
      throw wrong(where, "a quote is not closed");
    }
    return fields.stream().filter(field -> !field.isEmpty()).toList();
  }

  private static List<String> split(String text, String separators) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean isQuoted = false;
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      isQuoted ^= unit == '"';
      if (!isQuoted && separators.indexOf(unit) >= 0) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(unit);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private static IllegalArgumentException wrong(String where, String why) {
    return new IllegalArgumentException(Text.inOneLine(where + ": " + why));
  }

  /** What stands between the principals and the key. */
  private static final class Options {

    private final String where;
    private final ZoneId zone;
    private boolean isAuthority;
    private PatternList namespaces = PatternList.parse("*");
    private Instant validAfter = Instant.MIN;
    private Instant validBefore = Instant.MAX;

    Options(String where, ZoneId zone) {
      this.where = where;
      this.zone = zone;
    }

    void read(String options) {
      for (String option : split(options, ",")) {
        int equals = option.indexOf('=');
        String name = (equals < 0 ? option : option.substring(0, equals)).toLowerCase(Locale.ROOT);
        String value = equals < 0 ? "" : unquoted(option.substring(equals + 1));
        switch (name) {
          case "cert-authority" -> isAuthority = true;
          case "namespaces" -> namespaces = PatternList.parse(value);
          case "valid-after" -> validAfter = time(value);
          case "valid-before" -> validBefore = time(value);
          default ->
              throw wrong(
                  where,
                  "there is no option "
                      + name
                      + "; cert-authority, namespaces, valid-after and valid-before are known");
        }
      }
    }

    private Instant time(String text) {
      Matcher time = TIME.matcher(text);
      if (!time.matches()) {
        throw wrong(where, "expected a time such as 20270101 or 202701011200Z, found " + text);
      }
      String day = time.group(1);
      String minute = time.group(2) == null ? "0000" : time.group(2);
      String second = time.group(3) == null ? "00" : time.group(3);
      try {
        return LocalDateTime.of(
                number(day, 0, 4),
                number(day, 4, 6),
                number(day, 6, 8),
                number(minute, 0, 2),
                number(minute, 2, 4),
                number(second, 0, 2))
            .atZone(time.group(4).isEmpty() ? zone : ZoneOffset.UTC)
            .toInstant();
      } catch (DateTimeException e) {
        throw wrong(where, "there is no such time: " + text);
      }
    }

    private static int number(String digits, int from, int to) {
      return Integer.parseInt(digits.substring(from, to));
    }
  }
}
