package dev.runspec.registry.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Text;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Documents that we keep and do not look into. They are copied token by token, so that what is kept
 * is valid, compact and can be written back: numbers keep their text, members their order, strings
 * their characters.
 */
public final class Documents {

  private Documents() {}

  /**
   * Reads any one JSON value.
   *
   * @throws InvalidDocument if it is not JSON, too deep, has a member twice or half of a surrogate
   *     pair
   */
  public static JsonDocument parse(byte[] utf8) {
    return JsonReader.read(utf8, Documents::copied);
  }

  /**
   * The members of a JSON object that was parsed before, by name and in order.
   *
   * @throws InvalidDocument if it is no object
   */
  public static Map<String, JsonDocument> members(JsonDocument object) {
    return JsonReader.readDeep(
        object.utf8(),
        reader -> {
          Map<String, JsonDocument> members = new LinkedHashMap<>();
          if (reader.enterObject()) {
            for (String name = reader.nextMember(); name != null; name = reader.nextMember()) {
              members.put(name, copied(reader));
            }
          }
          return members;
        });
  }

  /** The value under the cursor, as a document of its own. */
  static JsonDocument copied(JsonReader reader) {
    StringWriter text = new StringWriter();
    try (JsonGenerator target = JsonReader.FACTORY.createGenerator(text)) {
      copy(reader, target);
    } catch (JsonProcessingException e) {
      throw JsonReader.malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new JsonDocument(text.toString());
  }

  /**
   * Like {@link #copied} for a value that must be an object; null, with the fault noted, if it is
   * not.
   */
  static @Nullable JsonDocument copiedObject(JsonReader reader) {
    return reader.enterObject() ? copied(reader) : null;
  }

  /** Copies the value under the cursor and leaves the cursor at its end. */
  static void copy(JsonReader reader, JsonGenerator target) throws IOException {
    JsonParser parser = reader.parser();
    int depth = 0;
    JsonToken token = parser.currentToken();
    do {
      switch (token) {
        case START_OBJECT -> {
          target.writeStartObject();
          depth++;
        }
        case END_OBJECT -> {
          target.writeEndObject();
          depth--;
        }
        case START_ARRAY -> {
          target.writeStartArray();
          depth++;
        }
        case END_ARRAY -> {
          target.writeEndArray();
          depth--;
        }
        case FIELD_NAME -> target.writeFieldName(orEmpty(whole(parser.currentName(), reader)));
        case VALUE_STRING -> target.writeString(orEmpty(whole(parser.getText(), reader)));
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> target.writeNumber(parser.getText());
        case VALUE_TRUE -> target.writeBoolean(true);
        case VALUE_FALSE -> target.writeBoolean(false);
        case VALUE_NULL -> target.writeNull();
        default -> throw new IllegalStateException("no such token in JSON: " + token);
      }
    } while (depth > 0 && (token = parser.nextToken()) != null);
  }

  /** {@code text} if it is whole Unicode; otherwise null, with the fault noted. */
  static @Nullable String whole(String text, JsonReader reader) {
    if (Text.isWhole(text)) {
      return text;
    }
    reader.fault(reader.pointer(), "the text holds half of a surrogate pair");
    return null;
  }

  static String shortened(String message) {
    return message.length() <= 200 ? message : message.substring(0, 200) + "…";
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
