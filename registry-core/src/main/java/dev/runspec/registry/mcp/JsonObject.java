package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A JSON object that is put together member by member. Null values are left out. */
public final class JsonObject {

  private final StringBuilder text = new StringBuilder("{");

  /** An object without members. */
  public JsonObject() {}

  /** One more member. */
  public JsonObject put(String name, @Nullable JsonDocument value) {
    if (value != null) {
      text.append(text.length() == 1 ? "" : ",");
      text.append(JsonDocument.string(name)).append(':').append(value);
    }
    return this;
  }

  /** One more member, a string. */
  public JsonObject put(String name, @Nullable String value) {
    return value == null ? this : put(name, JsonDocument.string(value));
  }

  /** One more member, a number. */
  public JsonObject put(String name, long value) {
    return put(name, new JsonDocument(Long.toString(value)));
  }

  /** One more member, a truth. */
  public JsonObject put(String name, boolean value) {
    return put(name, new JsonDocument(Boolean.toString(value)));
  }

  /** One more member, an object. */
  public JsonObject put(String name, JsonObject value) {
    return put(name, value.document());
  }

  /** All these members. */
  public JsonObject putAll(Map<String, JsonDocument> members) {
    members.forEach(this::put);
    return this;
  }

  /** The object so far. */
  public JsonDocument document() {
    return new JsonDocument(text + "}");
  }

  /** An array of these. */
  public static JsonDocument array(Collection<JsonDocument> elements) {
    return new JsonDocument(
        elements.stream().map(JsonDocument::text).collect(Collectors.joining(",", "[", "]")));
  }

  /** An array of these strings. */
  public static JsonDocument strings(Collection<String> elements) {
    return array(elements.stream().map(JsonDocument::string).toList());
  }
}
