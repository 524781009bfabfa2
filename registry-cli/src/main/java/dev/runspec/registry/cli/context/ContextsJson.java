package dev.runspec.registry.cli.context;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the context file:
 *
 * <pre>{@code
 * {"current": "prod",
 *  "contexts": {"prod": {"registry": "https://…", "key": "…", "certificates": "/…/ca.pem"}}}
 * }</pre>
 *
 * Reading is strict, since people edit it and a mistake must not look like a missing key. What is
 * wrong is said with its place and without its text, which may be a key.
 */
final class ContextsJson {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser parser;

  private ContextsJson(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads what {@link #write} wrote, or a person.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Contexts read(byte[] utf8) {
    try (JsonParser parser = JSON.createParser(utf8)) {
      return new ContextsJson(parser).contexts();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not valid JSON" + place(e.getLocation()), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] write(Contexts contexts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.setPrettyPrinter(new DefaultPrettyPrinter());
      out.writeStartObject();
      ContextName current = contexts.current();
      if (current != null) {
        out.writeStringField("current", current.value());
      }
      out.writeObjectFieldStart("contexts");
      for (Context context : contexts.all()) {
        write(context, out);
      }
      out.writeEndObject();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void write(Context context, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart(context.name().value());
    out.writeStringField("registry", context.registry().toString());
    if (context.key() != null) {
      out.writeStringField("key", context.key());
    }
    if (context.certificates() != null) {
      out.writeStringField("certificates", context.certificates().toString());
    }
    out.writeEndObject();
  }

  private Contexts contexts() throws IOException {
    ContextName current = null;
    TreeMap<ContextName, Context> byName = new TreeMap<>();
    parser.nextToken();
    expect(JsonToken.START_OBJECT, "an object");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      parser.nextToken();
      switch (member) {
        case "current" -> current = new ContextName(text());
        case "contexts" -> readAll(byName);
        default -> throw unknown(member, "'current' and 'contexts'");
      }
    }
    if (parser.nextToken() != null) {
      throw wrong("nothing more");
    }
    return new Contexts(current, byName);
  }

  private void readAll(Map<ContextName, Context> byName) throws IOException {
    expect(JsonToken.START_OBJECT, "an object");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      ContextName name = new ContextName(parser.currentName());
      parser.nextToken();
      byName.put(name, context(name));
    }
  }

  private Context context(ContextName name) throws IOException {
    URI registry = null;
    String key = null;
    Path certificates = null;
    expect(JsonToken.START_OBJECT, "an object");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      parser.nextToken();
      switch (member) {
        case "registry" -> registry = address();
        case "key" -> key = text();
        case "certificates" -> certificates = Path.of(text());
        default -> throw unknown(member, "'registry', 'key' and 'certificates'");
      }
    }
    if (registry == null) {
      throw new IllegalArgumentException("context " + name + " has no 'registry'");
    }
    return new Context(name, registry, key, certificates);
  }

  private URI address() throws IOException {
    String said = text();
    try {
      return URI.create(said);
    } catch (IllegalArgumentException e) {
      throw wrong("a URL");
    }
  }

  private String text() throws IOException {
    expect(JsonToken.VALUE_STRING, "a string");
    return parser.getText();
  }

  private void expect(JsonToken token, String what) {
    if (parser.currentToken() != token) {
      throw wrong(what);
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "expected " + expected + place(parser.currentTokenLocation()));
  }

  private IllegalArgumentException unknown(String member, String known) {
    return new IllegalArgumentException(
        "unknown member '"
            + member
            + "'"
            + place(parser.currentTokenLocation())
            + ", where "
            + known
            + " may stand");
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
