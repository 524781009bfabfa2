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

  /** What is wrong with a selector of this path; null when it is one. */
  @Nullable String fault(List<String> path) {
    String field = path.get(0);
    if (plain.contains(field)) {
      return path.size() == 1
          ? null
          : "expected " + field + ", which has no members, found a member of it";
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
