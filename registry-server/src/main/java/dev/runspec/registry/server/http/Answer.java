package dev.runspec.registry.server.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes back to the caller: a status, and bytes that are ready. The bytes are neither copied
 * nor changed, so an answer may be built once and given to everybody.
 */
public final class Answer {

  /** The media type of nearly everything here. */
  public static final String JSON = "application/json";

  private static final byte[] NOTHING = {};

  private final int status;
  private final @Nullable String contentType;
  private final byte[] body;
  private final List<Field> fields;

  private Answer(int status, @Nullable String contentType, byte[] body, List<Field> fields) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.fields = fields;
  }

  /** 200 with this JSON. */
  public static Answer json(byte[] body) {
    return new Answer(200, JSON, body, List.of());
  }

  /** This status with this JSON. */
  public static Answer json(int status, byte[] body) {
    return new Answer(status, JSON, body, List.of());
  }

  /** Any status, any media type. */
  public static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, contentType, body, List.of());
  }

  /** A status without a body, such as 204 or 304. */
  public static Answer empty(int status) {
    return new Answer(status, null, NOTHING, List.of());
  }

  /** The same answer with one more header field. */
  public Answer with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Answer(status, contentType, body, List.copyOf(more));
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

  /** What stands in the header besides the usual. */
  public List<Field> fields() {
    return fields;
  }

  /**
   * One header field. It is checked here, where it is made, and not again whenever it is sent.
   *
   * @param name a token of RFC 9110
   * @param value visible characters of ASCII, spaces and tabs
   */
  public record Field(String name, String value) {

    public Field {
      if (!name.matches("[A-Za-z0-9-]+")) {
        throw new IllegalArgumentException("header field has no name of ours");
      }
      if (!value.chars().allMatch(unit -> (unit >= ' ' && unit < 0x7f) || unit == '\t')) {
        throw new IllegalArgumentException("header field " + name + " has no plain value");
      }
    }
  }
}
