package dev.runspec.registry.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runspec.registry.JsonDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One object under the pen; members are written in the order of the calls, and null ones are left
 * out.
 */
final class JsonWriter {

  private final JsonGenerator generator;

  private JsonWriter(JsonGenerator generator) {
    this.generator = generator;
  }

  /** What fills an object. */
  interface Body {
    void write(JsonWriter writer) throws IOException;
  }

  /** The bytes of the object that {@code body} fills. */
  static byte[] object(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = JsonReader.FACTORY.createGenerator(bytes)) {
      generator.writeStartObject();
      body.write(new JsonWriter(generator));
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  JsonWriter member(String name, @Nullable String value) throws IOException {
    if (value != null) {
      generator.writeStringField(name, value);
    }
    return this;
  }

  JsonWriter member(String name, long value) throws IOException {
    generator.writeNumberField(name, value);
    return this;
  }

  JsonWriter member(String name, boolean value) throws IOException {
    generator.writeBooleanField(name, value);
    return this;
  }

  JsonWriter member(String name, Instant value) throws IOException {
    generator.writeFieldName(name);
    generator.writeNumber(seconds(value));
    return this;
  }

  JsonWriter member(String name, Duration value) throws IOException {
    generator.writeFieldName(name);
    generator.writeNumber(seconds(value));
    return this;
  }

  JsonWriter member(String name, @Nullable JsonDocument value) throws IOException {
    if (value != null) {
      generator.writeFieldName(name);
      generator.writeRawValue(value.text());
    }
    return this;
  }

  JsonWriter member(String name, Map<String, String> values) throws IOException {
    generator.writeObjectFieldStart(name);
    for (Map.Entry<String, String> value : values.entrySet()) {
      generator.writeStringField(value.getKey(), value.getValue());
    }
    generator.writeEndObject();
    return this;
  }

  JsonWriter object(String name, Body body) throws IOException {
    generator.writeObjectFieldStart(name);
    body.write(this);
    generator.writeEndObject();
    return this;
  }

  <T> JsonWriter array(String name, Iterable<T> elements, Element<T> element) throws IOException {
    generator.writeArrayFieldStart(name);
    for (T each : elements) {
      element.write(each, this);
    }
    generator.writeEndArray();
    return this;
  }

  /** What writes one element of an array. */
  interface Element<T> {
    void write(T element, JsonWriter writer) throws IOException;
  }

  /** An element that is an object. */
  void element(Body body) throws IOException {
    generator.writeStartObject();
    body.write(this);
    generator.writeEndObject();
  }

  /** An element that is an array. */
  void elements(Body body) throws IOException {
    generator.writeStartArray();
    body.write(this);
    generator.writeEndArray();
  }

  void element(long value) throws IOException {
    generator.writeNumber(value);
  }

  void element(JsonDocument value) throws IOException {
    generator.writeRawValue(value.text());
  }

  void element(String value) throws IOException {
    generator.writeString(value);
  }

  /** Members that are already JSON, without braces; nothing when empty. */
  JsonWriter members(JsonDocument written) throws IOException {
    if (!written.text().isEmpty()) {
      // The generator knows commas only for what it wrote itself: it is given the first name, and
      // the rest follows.
      String text = written.text();
      int end = text.indexOf("\":");
      generator.writeFieldName(text.substring(1, end));
      generator.writeRawValue(text.substring(end + 2));
    }
    return this;
  }

  /** Seconds since the epoch with six digits of fraction. */
  static String seconds(Instant time) {
    long micros = Math.floorDiv(time.getNano(), 1000);
    return time.getEpochSecond() + "." + String.valueOf(1_000_000 + micros).substring(1);
  }

  /** Seconds, with a fraction only where there is one. */
  static String seconds(Duration duration) {
    return new BigDecimal(duration.getSeconds())
        .add(BigDecimal.valueOf(duration.getNano(), 9))
        .stripTrailingZeros()
        .toPlainString();
  }
}
