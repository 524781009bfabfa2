package dev.runspec.registry.server.store.etcd.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's JSON: 64-bit numbers are strings, bytes are base64, and what has its default is
 * left out.
 */
final class EtcdJson {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private final Map<String, Object> members;

  private EtcdJson(Map<String, Object> members) {
    this.members = members;
  }

  /** What fills an object. */
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  static byte[] object(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static void key(JsonGenerator json, String member, String key) throws IOException {
    json.writeBinaryField(member, key.getBytes(StandardCharsets.UTF_8));
  }

  static void number(JsonGenerator json, String member, long value) throws IOException {
    json.writeStringField(member, Long.toString(value));
  }

  /** The parser of answers that come one after the other. */
  static JsonParser parser(InputStream in) throws IOException {
    return FACTORY.createParser(in);
  }

  /** The next answer; null at the end. */
  static @Nullable EtcdJson next(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      return null;
    }
    if (token != JsonToken.START_OBJECT) {
      throw new IOException("expected a JSON object, found " + token);
    }
    return new EtcdJson(readObject(parser));
  }

  /** One answer that is there whole. */
  static EtcdJson read(byte[] bytes) throws IOException {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      EtcdJson answer = next(parser);
      if (answer == null) {
        throw new IOException("the answer is empty");
      }
      return answer;
    }
  }

  private static Map<String, Object> readObject(JsonParser parser) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      object.put(name, readValue(parser, parser.nextToken()));
    }
    return object;
  }

  private static Object readValue(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          array.add(readValue(parser, next));
        }
        yield array;
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> parser.getText();
    };
  }

  /** The object of this name, empty when it was left out. */
  @SuppressWarnings("unchecked")
  EtcdJson object(String name) {
    return new EtcdJson(
        members.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of());
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  /** The objects of the array of this name. */
  @SuppressWarnings("unchecked")
  List<EtcdJson> objects(String name) {
    if (!(members.get(name) instanceof List<?> list)) {
      return List.of();
    }
    List<EtcdJson> objects = new ArrayList<>(list.size());
    for (Object each : list) {
      if (each instanceof Map<?, ?> map) {
        objects.add(new EtcdJson((Map<String, Object>) map));
      }
    }
    return objects;
  }

  /** The number of this name, 0 when it was left out. */
  long number(String name) {
    return members.get(name) instanceof String text
        ? Long.parseUnsignedLong(text.startsWith("-") ? "0" : text)
        : 0;
  }

  @Nullable String text(String name) {
    return members.get(name) instanceof String text ? text : null;
  }

  boolean isSet(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  byte[] bytes(String name) {
    return members.get(name) instanceof String text
        ? Base64.getDecoder().decode(text)
        : new byte[0];
  }

  /** This object as a key with its value. */
  KeyValue keyValue() {
    return new KeyValue(
        new String(bytes("key"), StandardCharsets.UTF_8),
        bytes("value"),
        number("create_revision"),
        number("mod_revision"),
        number("lease"));
  }

  /** The store's revision when it answered. */
  long revision() {
    return object("header").number("revision");
  }
}
