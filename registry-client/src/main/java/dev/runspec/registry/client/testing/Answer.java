package dev.runspec.registry.client.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer, put together header by header. */
final class Answer {

  private static final int NOT_MODIFIED = 304;

  private final int status;
  private final byte[] body;
  private final Map<String, String> headers = new LinkedHashMap<>();

  Answer(int status, String contentType, byte[] body) {
    this.status = status;
    this.body = body;
    headers.put("Content-Type", contentType);
  }

  static Answer json(int status, byte[] body) {
    return new Answer(status, "application/json", body);
  }

  Answer with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** This, under this tag; or that it has not changed, to one who has it. */
  Answer tagged(String tag, Request request) {
    String held = request.header("If-None-Match").orElse("");
    Answer answer =
        held.contains(tag) ? new Answer(NOT_MODIFIED, "application/json", new byte[0]) : this;
    answer.headers.putAll(headers);
    return answer.with("ETag", tag);
  }

  boolean isNotModified() {
    return status == NOT_MODIFIED;
  }

  void send(HttpExchange exchange) throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
