package dev.runspec.registry.server.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to the caller: a status, and bytes that are ready, or a stream of them. Bytes are
 * neither copied nor changed, so an answer may be built once and given to everybody.
 */
public final class Answer {

  /** The media type of nearly everything here. */
  public static final String JSON = "application/json";

  private static final byte[] NOTHING = {};

  private final int status;
  private final @Nullable String contentType;
  private final byte[] body;
  private final List<Field> fields;
  private final @Nullable Stream stream;
  private final Duration waited;

  private Answer(int status, @Nullable String contentType, byte[] body) {
    this(status, contentType, body, List.of(), null, Duration.ZERO);
  }

  private Answer(
      int status,
      @Nullable String contentType,
      byte[] body,
      List<Field> fields,
      @Nullable Stream stream,
      Duration waited) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.fields = fields;
    this.stream = stream;
    this.waited = waited;
  }

  /** 200 with this JSON. */
  public static Answer json(byte[] body) {
    return new Answer(200, JSON, body);
  }

  /** This status with this JSON. */
  public static Answer json(int status, byte[] body) {
    return new Answer(status, JSON, body);
  }

  /** Any status, any media type. */
  public static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, contentType, body);
  }

  /** A status without a body, such as 204 or 304. */
  public static Answer empty(int status) {
    return new Answer(status, null, NOTHING);
  }

  /** 200 with a body that is written bit by bit, as long as it takes. */
  public static Answer stream(String contentType, Stream stream) {
    return new Answer(200, contentType, NOTHING, List.of(), stream, Duration.ZERO);
  }

  /** The same answer with one more header field. */
  public Answer with(String name, String value) {
    return with(new Field(name, value));
  }

  /** The same answer with one more header field. */
  public Answer with(Field field) {
    List<Field> more = new ArrayList<>(fields.size() + 1);
    more.addAll(fields);
    more.add(field);
    return new Answer(
        status, contentType, body, Collections.unmodifiableList(more), stream, waited);
  }

  /** The same answer, for which the caller asked us to wait this long: that was not our work. */
  public Answer waited(Duration time) {
    return new Answer(status, contentType, body, fields, stream, time);
  }

  public int status() {
    return status;
  }

  /** The media type of the body; null when there is none. */
  public @Nullable String contentType() {
    return contentType;
  }

  /** The body itself, not a copy. */
  public byte[] body() {
    return body;
  }

  /** What writes the body bit by bit; null when {@link #body} is all. */
  public @Nullable Stream stream() {
    return stream;
  }

  /** How long it was held back because the caller asked for that. */
  public Duration waited() {
    return waited;
  }

  /** What stands in the header besides the usual. */
  public List<Field> fields() {
    return fields;
  }

  /** Writes a body, on the connection's own thread, until it is complete. */
  @FunctionalInterface
  public interface Stream {

    void writeTo(Outlet outlet) throws InterruptedException;
  }

  /** Where a stream goes. */
  @FunctionalInterface
  public interface Outlet {

    /** Sends these bytes now; returns when they are on their way. A caller that is gone ends it. */
    void send(byte[] bytes);
  }

  /**
   * One header field. It is checked and put into the form in which it is sent here, where it is
   * made, and not again whenever it is sent.
   */
  public static final class Field {

    private final String name;
    private final String value;
    private final Header header;

    /**
     * A field.
     *
     * @param name a token of RFC 9110
     * @param value visible characters of ASCII, spaces and tabs
     */
    public Field(String name, String value) {
      if (!isName(name)) {
        throw new IllegalArgumentException("header field has no name of ours");
      }
      if (!isPlain(value)) {
        throw new IllegalArgumentException("header field " + name + " has no plain value");
      }
      this.name = name;
      this.value = value;
      this.header = HeaderValues.createCached(name, value);
    }

    private static boolean isName(String name) {
      for (int at = 0; at < name.length(); at++) {
        char unit = name.charAt(at);
        if (!(unit == '-'
            || (unit >= '0' && unit <= '9')
            || (unit >= 'A' && unit <= 'Z')
            || (unit >= 'a' && unit <= 'z'))) {
          return false;
        }
      }
      return !name.isEmpty();
    }

    private static boolean isPlain(String value) {
      for (int at = 0; at < value.length(); at++) {
        char unit = value.charAt(at);
        if (!((unit >= ' ' && unit < 0x7f) || unit == '\t')) {
          return false;
        }
      }
      return true;
    }

    public String name() {
      return name;
    }

    public String value() {
      return value;
    }

    /** As the web server takes it. */
    Header header() {
      return header;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Field field && name.equals(field.name) && value.equals(field.value);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + value.hashCode();
    }

    @Override
    public String toString() {
      return name + ": " + value;
    }
  }
}
