package dev.runspec.registry.server.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object in a document, with its members in the order in which they were written. References are
 * followed on the way to it.
 */
final class Part {

  private static final JsonFactory JSON = new JsonFactory();

  private final @Nullable Object document;
  private final Map<?, ?> members;
  private final String name;

  private Part(@Nullable Object document, Map<?, ?> members, String name) {
    this.document = document;
    this.members = members;
    this.name = name;
  }

  static Part root(Object document) {
    return new Part(document, object(document), "");
  }

  /** The name under which a reference led here; empty when none did. */
  String name() {
    return name;
  }

  boolean has(String member) {
    return members.containsKey(member);
  }

  /** A member as it was parsed: maps, lists, texts, numbers, truth values. */
  Optional<Object> value(String member) {
    return Optional.ofNullable(members.get(member));
  }

  /** A member that is a text; empty when there is none. */
  String text(String member) {
    return value(member).map(Object::toString).orElse("");
  }

  boolean isTrue(String member) {
    return Boolean.TRUE.equals(members.get(member));
  }

  Optional<Part> part(String member) {
    return value(member).map(this::follow);
  }

  List<Part> parts(String member) {
    return list(members.get(member)).stream().map(this::follow).toList();
  }

  /** The texts of a list; one text is a list, too. */
  List<String> texts(String member) {
    Object value = members.get(member);
    return value instanceof String text
        ? List.of(text)
        : list(value).stream().map(String::valueOf).toList();
  }

  /** The members of a member, by name. */
  Map<String, Part> map(String member) {
    Map<String, Part> parts = new LinkedHashMap<>();
    value(member)
        .ifPresent(
            value ->
                object(value).forEach((key, each) -> parts.put(String.valueOf(key), follow(each))));
    return parts;
  }

  private Part follow(@Nullable Object value) {
    Map<?, ?> found = object(value);
    if (!(found.get("$ref") instanceof String reference)) {
      return new Part(document, found, "");
    }
    Part target = follow(at(reference));
    String last = reference.substring(reference.lastIndexOf('/') + 1);
    Map<Object, Object> merged = new LinkedHashMap<>(target.members);
    found.forEach(merged::put);
    merged.remove("$ref");
    return new Part(document, merged, last);
  }

  private @Nullable Object at(String reference) {
    if (!reference.startsWith("#/")) {
      throw new IllegalArgumentException("reference leads out of the document: " + reference);
    }
    Object value = document;
    for (String step : reference.substring(2).split("/", -1)) {
      value = object(value).get(step.replace("~1", "/").replace("~0", "~"));
    }
    return value;
  }

  private static Map<?, ?> object(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("the document has no object there, but: " + value);
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  /** All of it as JSON, with its references. */
  byte[] json() {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator generator = JSON.createGenerator(json)) {
      write(members, generator);
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON into memory failed", e);
    }
    return json.toByteArray();
  }

  private static void write(@Nullable Object value, JsonGenerator json) throws IOException {
    switch (value) {
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> member : map.entrySet()) {
          json.writeFieldName(String.valueOf(member.getKey()));
          write(member.getValue(), json);
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (Object element : list) {
          write(element, json);
        }
        json.writeEndArray();
      }
      case String text -> json.writeString(text);
      case Number number -> json.writeNumber(plain(number));
      case Boolean truth -> json.writeBoolean(truth);
      case null -> json.writeNull();
      default -> throw new IllegalArgumentException("JSON has no such value: " + value.getClass());
    }
  }

  /** A number without an exponent. */
  static String plain(Number number) {
    return new BigDecimal(number.toString()).toPlainString();
  }
}
