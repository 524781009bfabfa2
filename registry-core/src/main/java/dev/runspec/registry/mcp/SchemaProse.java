package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.json.Values;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The JSON Schema of a stranger's tool that a model is going to read. */
public final class SchemaProse {

  /** Most characters of one. */
  private static final int LARGEST = 64 << 10;

  private static final int LONGEST_TEXT = 500;

  private static final Set<String> FOR_PEOPLE = Set.of("description", "title", "$comment");

  private SchemaProse() {}

  /**
   * The schema with its descriptions as {@link Prose}; empty if it is very large, or a name in it
   * holds what nobody sees.
   */
  public static Optional<JsonDocument> of(JsonDocument schema) {
    return schema.text().length() <= LARGEST && Values.isObject(schema) && isReadable(schema)
        ? Optional.of(cleaned(schema))
        : Optional.empty();
  }

  private static boolean isReadable(JsonDocument value) {
    if (Values.isObject(value)) {
      Map<String, JsonDocument> members = Documents.members(value);
      return members.keySet().stream().noneMatch(Prose::hasUnseen)
          && members.values().stream().allMatch(SchemaProse::isReadable);
    }
    return !Values.isArray(value)
        || Values.elements(value).stream().allMatch(SchemaProse::isReadable);
  }

  private static JsonDocument cleaned(JsonDocument value) {
    if (Values.isArray(value)) {
      return JsonObject.array(Values.elements(value).stream().map(SchemaProse::cleaned).toList());
    }
    if (!Values.isObject(value)) {
      return value;
    }
    JsonObject cleaned = new JsonObject();
    Documents.members(value).forEach((name, member) -> cleaned.put(name, cleaned(name, member)));
    return cleaned.document();
  }

  private static JsonDocument cleaned(String name, JsonDocument member) {
    Optional<String> text = FOR_PEOPLE.contains(name) ? Values.string(member) : Optional.empty();
    return text.map(said -> JsonDocument.string(Prose.of(said, LONGEST_TEXT)))
        .orElseGet(() -> cleaned(member));
  }
}
