package dev.runspec.registry.client;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/** What came back, whole. */
final class Answer {

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
}
