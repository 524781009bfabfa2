package dev.runspec.registry.server.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Looks into JSON without making anything of its numbers and texts. */
final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** The value at this JSON Pointer, compact; {@code "absent"} without quotes if there is none. */
  static String at(String json, String pointer) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.FIELD_NAME
            && !parser.currentToken().isStructEnd()
            && pointerOf(parser).equals(pointer)) {
          return copied(parser);
        }
      }
      return "absent";
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  /** The names of the members of the object at this JSON Pointer, in order. */
  static List<String> members(String json, String pointer) {
    List<String> members = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(at(json, pointer))) {
      int depth = 0;
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME && depth == 1) {
          members.add(parser.currentName());
        } else if (parser.currentToken().isStructStart()) {
          depth++;
        } else if (parser.currentToken().isStructEnd()) {
          depth--;
        }
      }
      return members;
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  /** The values of this member in all objects of an array, compact. */
  static List<String> each(String array, String member) {
    List<String> values = new ArrayList<>();
    for (int at = 0; ; at++) {
      String element = at(array, "/" + at);
      if (element.equals("absent")) {
        return values;
      }
      values.add(at(element, "/" + member));
    }
  }

  /** The elements of an array, compact. */
  static List<String> elements(String array) {
    List<String> elements = new ArrayList<>();
    for (int at = 0; ; at++) {
      String element = at(array, "/" + at);
      if (element.equals("absent")) {
        return elements;
      }
      elements.add(element);
    }
  }

  /** This text as a JSON string, every character escaped that is not plain ASCII. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit >= ' ' && unit < 0x7f && unit != '"' && unit != '\\') {
        quoted.append(unit);
      } else {
        quoted.append("\\u%04x".formatted((int) unit));
      }
    }
    return quoted.append('"').toString();
  }

  /** The text that a JSON string stands for. */
  static String unquoted(String json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      return parser.getText();
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  private static String pointerOf(JsonParser parser) {
    return (parser.currentToken().isStructStart()
            ? parser.getParsingContext().getParent()
            : parser.getParsingContext())
        .pathAsPointer()
        .toString();
  }

  private static String copied(JsonParser parser) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      int depth = 0;
      do {
        if (parser.currentToken().isNumeric()) {
          generator.writeNumber(parser.getText());
        } else {
          generator.copyCurrentEvent(parser);
        }
        depth += parser.currentToken().isStructStart() ? 1 : 0;
        depth -= parser.currentToken().isStructEnd() ? 1 : 0;
      } while (depth > 0 && parser.nextToken() != null);
    }
    return text.toString();
  }
}
