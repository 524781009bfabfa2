package dev.runspec.registry.server.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.runspec.registry.JsonDocument;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Values within JSON documents, which were checked when they came. */
final class DocumentValues {

  private static final JsonFactory FACTORY = new JsonFactory();

  private DocumentValues() {}

  /** What stands at this path of members; nothing where there is none. */
  static Value at(JsonDocument document, List<String> path, Work work) {
    work.spend(Work.LOOK + document.text().length());
    try (JsonParser parser = FACTORY.createParser(document.text())) {
      parser.nextToken();
      for (String member : path) {
        if (!enters(parser, member)) {
          return Value.NOTHING;
        }
      }
      return value(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Moves on to the value of this member; false if there is none. */
  private static boolean enters(JsonParser parser, String member) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isFound = parser.currentName().equals(member);
      parser.nextToken();
      if (isFound) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private static Value value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        List<String> names = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          names.add(parser.currentName());
          parser.nextToken();
          parser.skipChildren();
        }
        yield new Value.Members(names);
      }
      case START_ARRAY -> {
        List<String> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (parser.currentToken().isScalarValue()) {
            elements.add(parser.getText());
          } else {
            elements.add(copied(parser));
          }
        }
        yield new Value.Several(elements);
      }
      case VALUE_NULL -> Value.NOTHING;
      default -> Value.of(parser.getText());
    };
  }

  private static String copied(JsonParser parser) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      generator.copyCurrentStructureExact(parser);
    }
    return text.toString();
  }
}
