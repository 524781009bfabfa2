package dev.runspec.registry.client;

import dev.runspec.registry.Position;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/** What came back, whole. */
final class Answer {

  static final String POSITION = "X-Registry-Position";

  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;

  Answer(int status, HttpHeaders headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }

  /** The bytes themselves, not a copy. */
  byte[] body() {
    return body;
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  List<String> headers(String name) {
    return headers.allValues(name);
  }

  /** Where the registry stood; empty if it does not say, or in a form that only newer ones know. */
  Optional<Position> position() {
    try {
      return header(POSITION).map(Position::parse);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
