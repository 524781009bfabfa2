package dev.runspec.registry.client;

import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.util.List;

/** What a scripted registry tells of instances. */
final class ScriptedLists {

  /** The first request of a directory. */
  static final String ALL = "GET /instances?active=false&limit=200";

  private ScriptedLists() {}

  /** An instance as its registry tells of it, with these tools. */
  static String instance(String id, String... tools) {
    return "{\"instance_id\":\"%s\",\"name\":\"web\",\"version\":\"1\",\"host\":\"on-%s\","
            .formatted(id, id)
        + "\"active\":true,\"last_seen\":1767225600.5,\"tools\":["
        + String.join(
            ",", List.of(tools).stream().map(tool -> "{\"name\":\"" + tool + "\"}").toList())
        + "]}";
  }

  static Reply page(String position, String... instances) {
    return Reply.json(
        200, "[" + String.join(",", instances) + "]", "X-Registry-Position", position);
  }

  static Reply pageBefore(String next, String position, String instance) {
    return Reply.json(
        200,
        "[" + instance + "]",
        "X-Registry-Position",
        position,
        "Link",
        "<" + next + ">; rel=\"next\"");
  }

  static Reply oldList(String... instances) {
    return Reply.json("[" + String.join(",", instances) + "]");
  }

  static String event(String kind, String position, String id, String instance) {
    return "event: %s\nid: %s\ndata: {\"revision\":1,\"event\":\"%s\",\"instance_id\":\"%s\","
            .formatted(kind, position, kind, id)
        + "\"name\":\"web\",\"host\":\"on-a\",\"instance\":"
        + instance
        + "}\n\n";
  }

  static String tools(String position, String id, String... tools) {
    return event("tools", position, id, instance(id, tools));
  }
}
