package dev.runspec.registry.server.query;

import java.util.List;

/**
 * What a filter compares: a field of the subject, or a member somewhere below it.
 *
 * @param path the field's name and the members below it, never empty
 */
record Selector(List<String> path) {

  Selector {
    path = List.copyOf(path);
  }

  /** The field. */
  String field() {
    return path.get(0);
  }

  /** The members below the field, often none. */
  List<String> below() {
    return path.subList(1, path.size());
  }
}
