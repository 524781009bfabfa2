package dev.runspec.registry.cli.policy;

import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.NearNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One table of a policy. Its readers ask for a member as what it must be; what is something else,
 * or not known at all, is refused with its place.
 */
final class PolicyTable {

  private final Path file;
  private final TomlTable table;

  PolicyTable(Path file, TomlTable table) {
    this.file = file;
    this.table = table;
  }

  /** The members in the order of the file. */
  List<String> members() {
    return List.copyOf(table.keySet());
  }

  boolean has(String member) {
    return raw(member) != null;
  }

  /** Refuses members that nobody would look at: whoever wrote them meant something. */
  void requireOnly(List<String> known) {
    for (String member : table.keySet()) {
      if (!known.contains(member)) {
        throw refused(
            member,
            "is no member of a policy" + NearNames.question(member, known),
            String.join(", ", known));
      }
    }
  }

  Optional<Boolean> truth(String member) {
    return as(member, Boolean.class, "true or false");
  }

  /** The texts of a list, which is not empty, each made into what it says. */
  <T> List<T> texts(String member, Function<String, T> meaning) {
    return items(member, String.class, "a list of texts in quotes, with something in it", meaning);
  }

  List<Long> numbers(String member) {
    return items(member, Long.class, "a list of numbers, with something in it", each -> each);
  }

  /** The table under {@code member}, if there is one. */
  Optional<PolicyTable> table(String member) {
    return as(member, TomlTable.class, "a table").map(inner -> new PolicyTable(file, inner));
  }

  /** The tables of a list of tables. */
  List<PolicyTable> tables(String member) {
    return items(
        member,
        TomlTable.class,
        "tables that each begin with [[" + member + "]]",
        inner -> new PolicyTable(file, inner));
  }

  /** The line on which the item of a list begins. */
  int line(String member, int index) {
    return table.getArrayOrEmpty(List.of(member)).inputPositionOf(index).line();
  }

  CommandFailure refused(String member, String problem, String expected) {
    return refused(table.inputPositionOf(List.of(member)), member, problem, expected);
  }

  private CommandFailure refused(
      @Nullable TomlPosition at, String member, String problem, String expected) {
    return PolicyFile.invalid(file, at, member + " " + problem + "; expected " + expected);
  }

  private @Nullable Object raw(String member) {
    return table.get(List.of(member));
  }

  private <T> Optional<T> as(String member, Class<T> type, String expected) {
    Object value = raw(member);
    if (value != null && !type.isInstance(value)) {
      throw refused(member, "is something else", expected);
    }
    return Optional.ofNullable(type.cast(value));
  }

  private <V, T> List<T> items(
      String member, Class<V> type, String expected, Function<V, T> meaning) {
    List<T> items = new ArrayList<>();
    Optional<TomlArray> array = as(member, TomlArray.class, expected);
    if (array.isEmpty()) {
      return items;
    }
    if (array.get().isEmpty()) {
      throw refused(member, "is empty", expected);
    }
    for (int index = 0; index < array.get().size(); index++) {
      TomlPosition at = array.get().inputPositionOf(index);
      Object value = array.get().get(index);
      if (!type.isInstance(value)) {
        throw refused(at, member, "holds something else", expected);
      }
      try {
        items.add(meaning.apply(type.cast(value)));
      } catch (IllegalArgumentException e) {
        throw refused(at, member, "has '" + value + "', which " + e.getMessage(), "another");
      }
    }
    return items;
  }
}
