package dev.runspec.registry.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.runspec.registry.json.InvalidDocument.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over one untrusted document that collects what is wrong with it. A value of the wrong
 * type is noted with its pointer, skipped, and read as null, so that one look names every fault.
 */
final class JsonReader {

  /** Deepest nesting; what is deeper is refused, since it could not be written back safely. */
  static final int DEEPEST = 64;

  static final JsonFactory FACTORY = factory(DEEPEST);

  /** For answers, where what was let in one by one stands some levels deeper. */
  private static final JsonFactory DEEP_FACTORY = factory(DEEPEST + 4);

  /**
   * For what we wrote ourselves: no member stands twice, to look for which takes long, and a string
   * may hold several that were let in.
   */
  private static final JsonFactory OWN_FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private static final char REPLACEMENT = '\uFFFD';
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final JsonParser parser;
  private final List<Fault> faults = new ArrayList<>();

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  private static JsonFactory factory(int deepest) {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(deepest)
                .maxNumberLength(1000)
                .maxStringLength(1 << 20)
                .build())
        .build();
  }

  /** Reads {@code utf8} whole, or throws an {@link InvalidDocument} that names every fault. */
  static <T> T read(byte[] utf8, Function<JsonReader, @Nullable T> body) {
    return read(FACTORY, utf8, body);
  }

  private static <T> T read(
      JsonFactory factory, byte[] utf8, Function<JsonReader, @Nullable T> body) {
    try (JsonParser parser = factory.createParser(decoded(utf8))) {
      JsonReader reader = new JsonReader(parser);
      if (reader.nextToken() == null) {
        throw new InvalidDocument("", "the body is empty, a JSON document was expected");
      }
      T value = body.apply(reader);
      if (reader.nextToken() != null) {
        throw new InvalidDocument("", "the JSON document is followed by something else");
      }
      if (!reader.faults.isEmpty()) {
        throw new InvalidDocument(reader.faults);
      }
      if (value == null) {
        throw new InvalidDocument("", "the document is not what was expected");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Like {@link #read(byte[], Function)}, for what holds documents that were read before. */
  static <T> T readDeep(byte[] utf8, Function<JsonReader, @Nullable T> body) {
    return read(DEEP_FACTORY, utf8, body);
  }

  /** Like {@link #readDeep}, for what was written here. */
  static <T> T readOwn(byte[] utf8, Function<JsonReader, @Nullable T> body) {
    return read(OWN_FACTORY, utf8, body);
  }

  /** Reads {@code utf8}, an array, element by element. */
  static <T> List<T> readAll(byte[] utf8, Function<JsonReader, @Nullable T> element) {
    return read(DEEP_FACTORY, utf8, reader -> reader.elements(element));
  }

  /**
   * The text of {@code utf8}, strictly (RFC 8259, 8.1). The parser is not given the bytes: it would
   * guess other encodings, and it cannot read a member name with an escaped surrogate pair in them.
   */
  private static String decoded(byte[] utf8) {
    String text = new String(utf8, UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) { // it was sent, or stands for what is not UTF-8
      ByteBuffer bytes = ByteBuffer.wrap(utf8);
      CharBuffer whole = CharBuffer.allocate(utf8.length);
      if (UTF_8.newDecoder().decode(bytes, whole, true).isError()) {
        throw new InvalidDocument(
            "", "the body is not UTF-8: its byte " + bytes.position() + " does not fit");
      }
    }
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /** The fault in what the parser refused, with its place in the text. */
  static InvalidDocument malformed(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " (line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr()
                + ")";
    String message = e.getOriginalMessage().lines().findFirst().orElse("");
    if (e instanceof StreamConstraintsException) {
      // "(65) exceeds the maximum allowed (64, from `StreamReadConstraints.getMaxNestingDepth()`)"
      String limit = message.replaceAll(", from `[^`]*`", "");
      return new InvalidDocument("", "beyond a limit: " + Documents.shortened(limit) + where);
    }
    return new InvalidDocument("", "not valid JSON: " + Documents.shortened(message) + where);
  }

  private @Nullable JsonToken nextToken() {
    try {
      return parser.nextToken();
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the cursor stands, as a JSON Pointer. */
  String pointer() {
    return parser.getParsingContext().pathAsPointer().toString();
  }

  void fault(String pointer, String message) {
    if (faults.size() < InvalidDocument.MOST_FAULTS) {
      faults.add(new Fault(pointer, message));
    }
  }

  boolean isSound() {
    return faults.isEmpty();
  }

  /** Enters an object; false, with the fault noted, when it is not one. */
  boolean enterObject() {
    return parser.currentToken() == JsonToken.START_OBJECT || isWrong("an object");
  }

  /** The name of the next member, its value under the cursor; null at the end of the object. */
  @Nullable String nextMember() {
    if (nextToken() == JsonToken.END_OBJECT) {
      return null;
    }
    String member = currentName();
    nextToken();
    return member;
  }

  /** Enters an array; false, with the fault noted, when it is not one. */
  boolean enterArray() {
    return parser.currentToken() == JsonToken.START_ARRAY || isWrong("an array");
  }

  /** Whether there is a next element, which is then under the cursor. */
  boolean nextElement() {
    return nextToken() != JsonToken.END_ARRAY;
  }

  /**
   * The elements of the array under the cursor; those that do not fit are left out, with the fault
   * noted.
   */
  <T> List<T> elements(Function<JsonReader, @Nullable T> element) {
    List<T> elements = new ArrayList<>();
    if (enterArray()) {
      while (nextElement()) {
        T each = element.apply(this);
        if (each != null) {
          elements.add(each);
        }
      }
    }
    return elements;
  }

  boolean isString() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  void skip() {
    try {
      parser.skipChildren();
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nullable String string() {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      isWrong("a string");
      return null;
    }
    return Documents.whole(text(), this);
  }

  String stringOr(String fallback) {
    String text = string();
    return text == null ? fallback : text;
  }

  /** The value, or null with the fault noted at {@code pointer} when the value refuses itself. */
  <T> @Nullable T within(String pointer, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      fault(pointer, String.valueOf(e.getMessage()));
      return null;
    }
  }

  @Nullable BigDecimal number() {
    if (!parser.currentToken().isNumeric()) {
      isWrong("a number");
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text());
      if (Math.abs((long) number.scale()) > 100 || number.precision() > 100) {
        fault(pointer(), "the number is out of any sensible range");
        return null;
      }
      return number;
    } catch (NumberFormatException e) {
      fault(pointer(), "the number is out of any sensible range");
      return null;
    }
  }

  @Nullable Integer integer() {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      isWrong("an integer");
      return null;
    }
    try {
      return parser.getIntValue();
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nullable Boolean bool() {
    if (!parser.currentToken().isBoolean()) {
      isWrong("true or false");
      return null;
    }
    return parser.currentToken() == JsonToken.VALUE_TRUE;
  }

  /** An object whose values are all strings. */
  @Nullable Map<String, String> strings() {
    if (!enterObject()) {
      return null;
    }
    Map<String, String> strings = new TreeMap<>();
    for (String key = nextMember(); key != null; key = nextMember()) {
      String value = string();
      if (value != null) {
        strings.put(key, value);
      }
    }
    return strings;
  }

  /** The parser itself, for copying what stands under the cursor. */
  JsonParser parser() {
    return parser;
  }

  private String text() {
    try {
      return parser.getText();
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String currentName() {
    try {
      String name = parser.currentName();
      Documents.whole(name, this);
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isWrong(String expected) {
    fault(pointer(), "expected " + expected + ", found " + found(parser.currentToken()));
    skip();
    return false;
  }

  private static String found(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      default -> "nothing";
    };
  }
}
