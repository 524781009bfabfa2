package dev.runspec.registry.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The link to the next page of a list, RFC 8288. */
final class NextLink {

  private NextLink() {}

  /**
   * The query of the next page, encoded; empty after the last one. Of the link nothing else is
   * believed: the page is asked for at the address and path that we know.
   *
   * @throws UnfitAnswer if there is such a link without a query
   */
  static Optional<String> query(Answer answer) {
    for (String header : answer.headers("Link")) {
      for (String link : split(header, ',')) {
        List<String> parts = split(link, ';');
        String target = parts.get(0).strip();
        if (parts.stream().skip(1).anyMatch(NextLink::isRelationNext)) {
          return Optional.of(queryOf(target));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isRelationNext(String parameter) {
    int equals = parameter.indexOf('=');
    if (equals < 0 || !parameter.substring(0, equals).strip().equalsIgnoreCase("rel")) {
      return false;
    }
    String relations = parameter.substring(equals + 1).replace('"', ' ').strip();
    return List.of(relations.toLowerCase(Locale.ROOT).split("\\s+")).contains("next");
  }

  private static String queryOf(String target) {
    String query = null;
    if (target.startsWith("<") && target.endsWith(">")) {
      try {
        query = new URI(target.substring(1, target.length() - 1)).getRawQuery();
      } catch (URISyntaxException e) {
        // Told below, with the target.
      }
    }
    if (query == null || !query.chars().allMatch(unit -> unit > ' ' && unit < 127)) {
      throw new UnfitAnswer("names a next page that cannot be asked for: " + target);
    }
    return query;
  }

  /** The parts between separators that stand neither in quotes nor in angle brackets. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int begin = 0;
    char closing = 0;
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (closing != 0) {
        if (unit == '\\' && closing == '"') {
          at++;
        } else if (unit == closing) {
          closing = 0;
        }
      } else if (unit == '"' || unit == '<') {
        closing = unit == '<' ? '>' : '"';
      } else if (unit == separator) {
        parts.add(text.substring(begin, at));
        begin = at + 1;
      }
    }
    parts.add(text.substring(begin));
    return parts;
  }
}
