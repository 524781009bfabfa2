package dev.runspec.registry.server.http;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a query, decoded, in the order in which they were sent. */
public final class Query {

  static final Query NONE = new Query("", Map.of());

  /** Stands in a reference as it is (RFC 3986, 3.4), an escape among it. */
  private static final String PLAIN = "-._~!$&'()*+,;=:@/?%";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final String raw;
  private final Map<String, List<String>> values;

  Query(String raw, Map<String, List<String>> values) {
    this.raw = raw;
    this.values = values;
  }

  /** Reads what stands after the question mark, still encoded. */
  public static Query parse(String raw) {
    if (raw.isEmpty()) {
      return NONE;
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    int start = 0;
    while (start <= raw.length()) {
      int end = raw.indexOf('&', start);
      end = end < 0 ? raw.length() : end;
      if (end > start) {
        int equals = raw.indexOf('=', start);
        boolean bare = equals < 0 || equals > end;
        String name = PercentText.query(raw.substring(start, bare ? end : equals));
        String value = bare ? "" : PercentText.query(raw.substring(equals + 1, end));
        values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
      }
      start = end + 1;
    }
    return new Query(raw, values);
  }

  /** Whether there was no query at all, as in most requests. */
  public boolean isAbsent() {
    return this == NONE;
  }

  /** The first value of this name. */
  public Optional<String> first(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
  }

  /**
   * This query as a relative reference, encoded as it came, in which {@code name} has one value
   * alone.
   *
   * @param value plain ASCII that needs no escape
   */
  public String referenceWith(String name, String value) {
    StringBuilder reference = new StringBuilder("?");
    for (String parameter : raw.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String named = equals < 0 ? parameter : parameter.substring(0, equals);
      if (!parameter.isEmpty() && !PercentText.query(named).equals(name)) {
        parameter.chars().forEach(unit -> append(reference, (char) unit));
        reference.append('&');
      }
    }
    return reference.append(name).append('=').append(value).toString();
  }

  private static void append(StringBuilder reference, char unit) {
    if (Character.isLetterOrDigit(unit) || PLAIN.indexOf(unit) >= 0) {
      reference.append(unit);
    } else {
      reference.append('%').append(HEX.toHexDigits((byte) unit));
    }
  }

  /** All values of this name, none if there are none. */
  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }
}
