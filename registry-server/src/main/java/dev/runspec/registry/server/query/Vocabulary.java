package dev.runspec.registry.server.query;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a filter of one kind of subject may name.
 *
 * @param plain fields without members
 * @param maps fields whose members are texts, named by the whole rest of the path
 * @param objects fields with members at any depth
 * @param isOpen whether any other name is a field, too
 */
record Vocabulary(Set<String> plain, Set<String> maps, Set<String> objects, boolean isOpen) {

  /** Of hosts and instances: what one agent says, and of its tools what they say together. */
  static final Vocabulary OF_AGENTS =
      new Vocabulary(
          Set.of(
              "host",
              "name",
              "version",
              "instance_id",
              "state",
              "heartbeat_interval",
              "tools_hash",
              "tool_count",
              "tools",
              "autonomy",
              "run_as",
              "command"),
          Set.of("labels"),
          Set.of("ssh"),
          false);

  /** Of tools, host by host: what the agent says, how it is run there, and all of its document. */
  static final Vocabulary OF_OFFERS =
      new Vocabulary(
          Set.of(
              "name",
              "host",
              "instance",
              "instance_id",
              "version",
              "state",
              "description",
              "run_as",
              "run-as",
              "x-run-as",
              "command",
              "x-command",
              "become_method",
              "x-become-method",
              "become_flags",
              "x-become-flags",
              "schema_hash"),
          Set.of("labels"),
          Set.of("ssh", "autonomy", "schema"),
          true);

  /** What is wrong with a selector of this path; null when it is one. */
  @Nullable String fault(List<String> path) {
    String field = path.get(0);
    if (plain.contains(field)) {
      return path.size() == 1 ? null : "expected " + field + ", which has no members";
    }
    if (isOpen || maps.contains(field) || objects.contains(field)) {
      return null;
    }
    Set<String> all = new TreeSet<>(plain);
    all.addAll(maps);
    all.addAll(objects);
    return "expected one of the fields " + String.join(", ", all);
  }

  /** The selector of this path: {@code labels.a.b} is the label called {@code a.b}. */
  Selector selector(List<String> path) {
    return path.size() > 2 && maps.contains(path.get(0))
        ? new Selector(List.of(path.get(0), String.join(".", path.subList(1, path.size()))))
        : new Selector(path);
  }
}
