package dev.runspec.registry.server.query;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Subjects for tests, whose fields are whatever a test says. */
final class Things {

  static final Vocabulary ANYTHING =
      new Vocabulary(Set.of("name"), Set.of("labels"), Set.of(), true);

  /**
   * One of each sort: {@code name}, {@code tags}, {@code labels.env}, {@code none}, and empty ones.
   */
  static final Subject WEB =
      of(
          Map.of(
              List.of("name"), Value.of("web-01"),
              List.of("tags"), Value.of(List.of("blue", "green", "42")),
              List.of("labels"), new Value.Members(List.of("env", "a b")),
              List.of("labels", "env"), Value.of("prod"),
              List.of("labels", "a b"), Value.of("\"quoted\" \\ text"),
              List.of("blank"), Value.of(""),
              List.of("noTags"), Value.of(List.of()),
              List.of("noMembers"), new Value.Members(List.of())));

  private Things() {}

  static Subject of(Map<List<String>, Value> values) {
    return (selector, work) -> values.getOrDefault(selector.path(), Value.NOTHING);
  }

  static boolean accepts(String filter, Subject subject) {
    return Filter.parse(filter, ANYTHING).accepts(subject, plenty());
  }

  /** As much work as anybody could want. */
  static Work plenty() {
    return new Work(Long.MAX_VALUE);
  }
}
