package dev.runspec.registry.cli.output;

import dev.runspec.registry.JsonDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON made of maps, lists, texts, numbers and truths; a member that is null is left out. */
final class JsonText {

  private JsonText() {}

  /** The bytes of a value. */
  static byte[] utf8(Object value) {
    return new JsonDocument(of(value)).utf8();
  }

  private static String of(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> object ->
          object.entrySet().stream()
              .filter(member -> !isNothing(member.getValue()))
              .map(
                  member -> JsonDocument.string("" + member.getKey()) + ":" + of(member.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case List<?> array ->
          array.stream().map(JsonText::of).collect(Collectors.joining(",", "[", "]"));
      case Optional<?> some -> of(some.orElse(null));
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      case null -> "null";
      default -> JsonDocument.string(value.toString()).text();
    };
  }

  private static boolean isNothing(@Nullable Object value) {
    return value == null || (value instanceof Optional<?> some && some.isEmpty());
  }
}
