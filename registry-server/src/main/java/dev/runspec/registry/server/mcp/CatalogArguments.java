package dev.runspec.registry.server.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.json.Values;
import dev.runspec.registry.server.http.Query;
import dev.runspec.registry.server.http.Refusal;
import dev.runspec.registry.server.query.ListKind;
import dev.runspec.registry.server.query.ListQuery;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** The arguments of a call. They mean what the parameters of the same names mean to a list. */
final class CatalogArguments {

  /** Entries of a page unless the caller says otherwise. */
  static final int USUAL = 20;

  /** Most entries of one. */
  static final int MOST = 100;

  private static final Set<String> OF_LISTS = Set.of("q", "host", "label", "filter", "cursor");

  private final Map<String, JsonDocument> members;

  private CatalogArguments(Map<String, JsonDocument> members) {
    this.members = members;
  }

  /**
   * Reads them.
   *
   * @param known the names that the tool takes
   */
  static CatalogArguments of(JsonDocument arguments, Set<String> known) {
    Map<String, JsonDocument> members = new HashMap<>(Documents.members(arguments));
    members.values().removeIf(Values::isNull);
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        throw refused(
            "there is no argument "
                + ToolVersions.name(name)
                + "; expected some of "
                + String.join(", ", known));
      }
    }
    return new CatalogArguments(members);
  }

  /** An argument that is a text. */
  Optional<String> text(String name) {
    JsonDocument value = members.get(name);
    return value == null
        ? Optional.empty()
        : Optional.of(
            Values.string(value).orElseThrow(() -> refused(name + ": expected a string")));
  }

  /** Most entries that the caller wants. */
  int limit() {
    JsonDocument value = members.get("limit");
    if (value == null) {
      return USUAL;
    }
    int limit = value.text().matches("[0-9]{1,4}") ? Integer.parseInt(value.text()) : 0;
    if (limit < 1 || limit > MOST) {
      throw refused("limit: expected a number from 1 to " + MOST);
    }
    return limit;
  }

  /** What they ask of such a list. */
  ListQuery query(ListKind kind) {
    StringJoiner query = new StringJoiner("&");
    for (String name : List.copyOf(OF_LISTS)) {
      text(name).ifPresent(value -> query.add(name + "=" + URLEncoder.encode(value, UTF_8)));
    }
    query.add("limit=" + limit());
    return ListQuery.of(kind, Query.parse(query.toString()));
  }

  static Refusal refused(String words) {
    return Refusal.invalid("", words);
  }
}
