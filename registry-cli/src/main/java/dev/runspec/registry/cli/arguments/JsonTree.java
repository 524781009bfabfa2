package dev.runspec.registry.cli.arguments;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, texts, numbers ({@link BigDecimal}), booleans and nulls. */
final class JsonTree {

  private static final int LARGEST = 1 << 20;
  private static final int DEEPEST = 100;

  /** Numbers beyond it would cost time or memory when they are compared. */
  private static final int MOST_DIGITS = 400;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(MOST_DIGITS)
                  .build())
          .build();

  private JsonTree() {}

  /**
   * Reads a schema.
   *
   * @throws UncheckableSchema if it is none, or too much of one
   */
  static Map<String, @Nullable Object> schema(String json) {
    if (json.length() > LARGEST) {
      throw new UncheckableSchema("is larger than " + LARGEST + " characters");
    }
    Object tree = read(json).orElseThrow(() -> new UncheckableSchema("is no JSON that we read"));
    if (!(tree instanceof Map<?, ?>)) {
      throw new UncheckableSchema("is no JSON object");
    }
    return object(tree);
  }

  /** Reads a value; nothing when it is no JSON, null, or goes beyond all measure. */
  static Optional<Object> read(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      Object value = value(parser);
      return parser.nextToken() == null ? Optional.ofNullable(value) : Optional.empty();
    } catch (IOException | NumberFormatException | UncheckableSchema e) {
      return Optional.empty();
    }
  }

  /** A number as JSON writes it; nothing when it is none, or beyond all measure. */
  static Optional<BigDecimal> number(String text) {
    return read(text).filter(BigDecimal.class::isInstance).map(BigDecimal.class::cast);
  }

  /** What is a JSON object anyhow. */
  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> ? (Map<String, @Nullable Object>) value : Map.of();
  }

  /** What is a JSON array anyhow. */
  @SuppressWarnings("unchecked")
  static List<@Nullable Object> array(@Nullable Object value) {
    return value instanceof List<?> ? (List<@Nullable Object>) value : List.of();
  }

  /** A value as somebody would type it. */
  static String typed(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof List<?> list) {
      return String.join(",", list.stream().map(JsonTree::typed).toList());
    }
    return value instanceof Map<?, ?> ? "{…}" : String.valueOf(value);
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new UncheckableSchema("is empty");
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser));
        }
        yield elements;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> bounded(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static BigDecimal bounded(String text) {
    BigDecimal number = new BigDecimal(text);
    if (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
      throw new UncheckableSchema("holds a number beyond all measure");
    }
    return number;
  }
}
