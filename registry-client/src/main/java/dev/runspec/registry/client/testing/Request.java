package dev.runspec.registry.client.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came, taken apart.
 *
 * @param method the HTTP method
 * @param path the segments of the path, decoded
 * @param rawPath the path as it came
 * @param query the parameters of the query, decoded
 * @param exchange the rest
 * @param body the whole body
 */
record Request(
    String method,
    List<String> path,
    String rawPath,
    Map<String, List<String>> query,
    HttpExchange exchange,
    byte[] body) {

  private static final int LARGEST_BODY = 16 << 20;

  static Request of(HttpExchange exchange) throws IOException {
    String rawPath = exchange.getRequestURI().getRawPath();
    List<String> path = new ArrayList<>();
    for (String segment : rawPath.substring(1).split("/", -1)) {
      path.add(decoded(segment.replace("+", "%2B")));
    }
    Map<String, List<String>> query = new LinkedHashMap<>();
    String rawQuery = exchange.getRequestURI().getRawQuery();
    for (String parameter : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      query.computeIfAbsent(decoded(name), any -> new ArrayList<>()).add(decoded(value));
    }
    return new Request(
        exchange.getRequestMethod(),
        path,
        rawPath,
        query,
        exchange,
        exchange.getRequestBody().readNBytes(LARGEST_BODY));
  }

  /** Whether it is this method on a path of such segments; {@code *} stands for any. */
  boolean is(String wantedMethod, String... segments) {
    if (!method.equals(wantedMethod) || path.size() != segments.length) {
      return false;
    }
    for (int at = 0; at < segments.length; at++) {
      if (!segments[at].equals("*") && !segments[at].equals(path.get(at))) {
        return false;
      }
    }
    return true;
  }

  List<String> all(String parameter) {
    return query.getOrDefault(parameter, List.of());
  }

  Optional<String> first(String parameter) {
    return all(parameter).stream().findFirst();
  }

  /** A parameter that is true, false, 1 or 0 in any case. */
  boolean isSet(String parameter, boolean unlessSaid) {
    String said = first(parameter).orElse(String.valueOf(unlessSaid));
    if (said.equals("1") || said.equalsIgnoreCase("true")) {
      return true;
    }
    if (said.equals("0") || said.equalsIgnoreCase("false")) {
      return false;
    }
    throw Refusal.invalid("query parameter " + parameter + ": expected true or false: " + said);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("not percent-encoded: " + text);
    }
  }
}
