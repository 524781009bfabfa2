package dev.runspec.registry.server.query;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a selector stands for. Numbers and booleans are their JSON text. */
sealed interface Value {

  /** There is nothing. */
  Value NOTHING = new Nothing();

  /** One text. */
  record Text(String text) implements Value {}

  /** A list, in which the order does not matter. */
  record Several(Collection<String> elements) implements Value {}

  /** An object, known by the names of its members. */
  record Members(Collection<String> names) implements Value {}

  /** Nothing at all. */
  record Nothing() implements Value {}

  static Value of(@Nullable String text) {
    return text == null ? NOTHING : new Text(text);
  }

  static Value of(List<String> elements) {
    return new Several(elements);
  }
}
