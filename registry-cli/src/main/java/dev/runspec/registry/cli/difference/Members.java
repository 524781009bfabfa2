package dev.runspec.registry.cli.difference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.runspec.registry.JsonDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A JSON object as its members down to what holds no further ones, by their JSON Pointers: lists,
 * texts, numbers. In what order members stand makes no difference.
 */
final class Members {

  private static final JsonFactory JSON = new JsonFactory();

  private Members() {}

  /** Those of {@code object}, each with its value as compact JSON. */
  static SortedMap<String, JsonDocument> of(JsonDocument object) {
    SortedMap<String, JsonDocument> members = new TreeMap<>();
    try (JsonParser parser = JSON.createParser(object.text())) {
      parser.nextToken();
      collect("", read(parser), members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return members;
  }

  private static void collect(String pointer, Object value, Map<String, JsonDocument> members) {
    if (value instanceof Map<?, ?> object && !object.isEmpty()) {
      object.forEach((name, member) -> collect(pointer + "/" + escaped(name), member, members));
    } else {
      members.put(pointer, new JsonDocument(text(value)));
    }
  }

  /** RFC 6901, 3. */
  private static String escaped(Object name) {
    return name.toString().replace("~", "~0").replace("/", "~1");
  }

  /** Sorted maps, lists, and the text of all else. */
  private static Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> object = new TreeMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(name, read(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(read(parser));
        }
        yield array;
      }
      case VALUE_STRING -> JsonDocument.string(parser.getText());
      default -> new JsonDocument(parser.getText());
    };
  }

  private static String text(Object value) {
    if (value instanceof Map<?, ?> object) {
      return object.entrySet().stream()
          .map(member -> JsonDocument.string("" + member.getKey()) + ":" + text(member.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof List<?> array) {
      return array.stream().map(Members::text).collect(Collectors.joining(",", "[", "]"));
    }
    return value.toString();
  }
}
