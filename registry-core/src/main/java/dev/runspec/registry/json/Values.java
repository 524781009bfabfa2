package dev.runspec.registry.json;

import dev.runspec.registry.JsonDocument;
import java.util.List;
import java.util.Optional;

/** Looks into documents that were parsed before, and so are compact. */
public final class Values {

  private Values() {}

  /** The text that a document says; empty if it is no string. */
  public static Optional<String> string(JsonDocument document) {
    return document.text().startsWith("\"")
        ? Optional.of(JsonReader.readDeep(document.utf8(), JsonReader::string))
        : Optional.empty();
  }

  /** Whether it is an object. */
  public static boolean isObject(JsonDocument document) {
    return document.text().startsWith("{");
  }

  /** Whether it is an array. */
  public static boolean isArray(JsonDocument document) {
    return document.text().startsWith("[");
  }

  /** Whether it is {@code null}. */
  public static boolean isNull(JsonDocument document) {
    return document.text().equals("null");
  }

  /**
   * The elements of an array.
   *
   * @throws InvalidDocument if it is none
   */
  public static List<JsonDocument> elements(JsonDocument array) {
    return JsonReader.readAll(array.utf8(), Documents::copied);
  }
}
