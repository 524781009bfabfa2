package dev.runspec.registry.cli.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One table of the file. Its readers ask for a key as what it must be; what is something else is
 * refused with its place.
 */
final class Section {

  /** Deeper values are refused: no registry takes them. */
  private static final int DEEPEST = 32;

  private final Path file;
  private final List<String> path;
  private final TomlTable table;

  /**
   * @param file the file, for messages
   * @param path the keys that lead to {@code table}
   */
  Section(Path file, List<String> path, TomlTable table) {
    this.file = file;
    this.path = path;
    this.table = table;
  }

  /** The keys in the order of the file. */
  List<String> keys() {
    return List.copyOf(table.keySet());
  }

  /** Whether {@code key} is a table. */
  boolean isSection(String key) {
    return raw(key) instanceof TomlTable;
  }

  /** The table under {@code key}, if there is one. */
  Optional<Section> section(String key) {
    return as(key, TomlTable.class, "a table").map(found -> new Section(file, below(key), found));
  }

  /** The text under {@code key}, if there is one. */
  Optional<String> text(String key) {
    return as(key, String.class, "text in quotes");
  }

  /** Whether {@code key} is true, if it says. */
  Optional<Boolean> truth(String key) {
    return as(key, Boolean.class, "true or false");
  }

  /** The array under {@code key}, as {@link #value} gives it. */
  Optional<List<Object>> list(String key, String expected) {
    return as(key, TomlArray.class, expected).map(array -> plain(key, array, 1));
  }

  /**
   * What stands under {@code key}, in the types that JSON has: {@code String}, {@code Long}, a
   * finite {@code Double}, {@code Boolean}, a list, or a map in the order of the file.
   */
  Optional<Object> value(String key) {
    return Optional.ofNullable(raw(key)).map(value -> plain(key, value, 0));
  }

  /** The refusal of what stands under {@code key}. */
  InvalidRunspec refused(String key, String problem, String expected) {
    return new InvalidRunspec(at(key) + " " + problem + "; expected " + expected);
  }

  /** The refusal of {@code key} because it is something else. */
  InvalidRunspec mistyped(String key, String expected) {
    return refused(key, "is " + kind(raw(key)), expected);
  }

  /** A remark on what stands under {@code key}, for the person who starts the agent. */
  String remark(String key, String remark) {
    return at(key) + " " + remark;
  }

  private String at(String key) {
    TomlPosition position = table.inputPositionOf(List.of(key));
    String line = position == null ? "" : ":" + position.line();
    return file + line + ": " + Toml.joinKeyPath(below(key));
  }

  private List<String> below(String key) {
    return Stream.concat(path.stream(), Stream.of(key)).toList();
  }

  private @Nullable Object raw(String key) {
    return table.get(List.of(key));
  }

  private <T> Optional<T> as(String key, Class<T> type, String expected) {
    Object value = raw(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw mistyped(key, expected);
    }
    return Optional.of(type.cast(value));
  }

  private Object plain(String key, Object value, int depth) {
    if (depth > DEEPEST) {
      throw refused(key, "is nested too deeply", "at most " + DEEPEST + " levels");
    }
    if (value instanceof TomlArray array) {
      return plain(key, array, depth + 1);
    }
    if (value instanceof TomlTable inner) {
      Map<String, Object> members = new LinkedHashMap<>();
      inner
          .entrySet()
          .forEach(entry -> members.put(entry.getKey(), plain(key, entry.getValue(), depth + 1)));
      return members;
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      throw refused(key, "holds " + number + ", which JSON cannot say", "a finite number");
    }
    if (value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean) {
      return value;
    }
    throw refused(
        key,
        "holds " + kind(value) + ", which JSON cannot say",
        "text, a number, true or false: put it in quotes");
  }

  private List<Object> plain(String key, TomlArray array, int depth) {
    List<Object> items = new ArrayList<>();
    for (int index = 0; index < array.size(); index++) {
      items.add(plain(key, array.get(index), depth));
    }
    return items;
  }

  private static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "missing";
      case String text -> "text";
      case Long number -> "an integer";
      case Double number -> "a number";
      case Boolean truth -> "true or false";
      case TomlArray array -> "an array";
      case TomlTable inner -> "a table";
      default -> "a date or time";
    };
  }
}
