package dev.runspec.registry.cli.mcp;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.json.Values;
import dev.runspec.registry.mcp.JsonObject;
import dev.runspec.registry.mcp.SchemaProse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The input schema of a tool as models get it: with one argument more, the host, and with what an
 * agent wrote for people to read cut to size.
 *
 * @param document the schema
 * @param hostMember the argument that says the host
 */
record OfferedSchema(JsonDocument document, String hostMember) {

  /** Of more hosts than these only some are named; which there are is checked in any case. */
  private static final int MOST_HOSTS = 200;

  /**
   * The schema of a tool that is on these hosts.
   *
   * @return empty if {@code schema} is none that a model could use
   */
  static Optional<OfferedSchema> of(JsonDocument schema, Collection<String> hosts) {
    return SchemaProse.of(schema).flatMap(readable -> withHost(readable, hosts));
  }

  private static Optional<OfferedSchema> withHost(JsonDocument schema, Collection<String> hosts) {
    Map<String, JsonDocument> members = new LinkedHashMap<>(Documents.members(schema));
    JsonDocument known = members.getOrDefault("properties", JsonDocument.EMPTY_OBJECT);
    JsonDocument needed = members.getOrDefault("required", JsonObject.array(List.of()));
    if (!Values.isObject(known) || !Values.isArray(needed)) {
      return Optional.empty();
    }
    Map<String, JsonDocument> properties = Documents.members(known);
    String host = "host";
    while (properties.containsKey(host)) {
      host = "_" + host;
    }
    List<JsonDocument> required = new ArrayList<>(Values.elements(needed));
    if (hosts.size() > 1) {
      required.add(0, JsonDocument.string(host));
    }
    members.put("type", JsonDocument.string("object"));
    members.put(
        "properties", new JsonObject().put(host, host(hosts)).putAll(properties).document());
    members.put("required", JsonObject.array(required));
    return Optional.of(new OfferedSchema(new JsonObject().putAll(members).document(), host));
  }

  private static JsonDocument host(Collection<String> hosts) {
    JsonObject host = new JsonObject().put("type", "string");
    if (hosts.size() > MOST_HOSTS) {
      String some = String.join(", ", hosts.stream().limit(10).toList());
      host.put("description", "Where it runs: one of " + hosts.size() + " hosts, such as " + some);
    } else {
      host.put("description", "Where it runs").put("enum", JsonObject.strings(hosts));
    }
    if (hosts.size() == 1) {
      host.put("default", hosts.iterator().next());
    }
    return host.document();
  }
}
