package dev.runspec.registry.server.http;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.server.observe.LimitKind;
import dev.runspec.registry.server.observe.Meter;
import dev.runspec.registry.server.observe.Metrics;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/**
 * What is said about requests that fail before they reach a route. The connection ends after it.
 */
final class EarlyFailures implements DirectHandler {

  private final Limits limits;
  private final Metrics metrics;
  private final Meter meter;

  EarlyFailures(Limits limits, Metrics metrics) {
    this.limits = limits;
    this.metrics = metrics;
    this.meter = metrics.meter("ANY", "unreadable");
  }

  DirectHandlers handlers() {
    DirectHandlers.Builder all = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      all.addHandler(type, this);
    }
    return all.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    Answer answer = answer(status.code());
    meter.record(answer.status(), 0);
    headers.set(
        HeaderValues.create(HeaderNames.CONTENT_TYPE, String.valueOf(answer.contentType())));
    TransportResponse.Builder response =
        TransportResponse.builder()
            .status(Status.create(answer.status()))
            .headers(headers)
            .keepAlive(false);
    if (!request.method().equals("HEAD")) {
      response.entity(answer.body());
    }
    return response.build();
  }

  private Answer answer(int status) {
    return switch (status) {
      case 413 -> {
        metrics.limitHit(LimitKind.BODY_SIZE);
        yield Problems.of(
            ErrorCode.PAYLOAD_TOO_LARGE, "The body is larger than " + limits.body() + " bytes");
      }
      case 414 -> {
        metrics.limitHit(LimitKind.REQUEST_LINE);
        yield Problems.of(
            ErrorCode.URI_TOO_LONG,
            "The request line is longer than " + limits.requestLine() + " bytes");
      }
      case 501, 505 ->
          Problems.of(
              status,
              ErrorCode.MALFORMED_REQUEST,
              status == 501
                  ? "The only transfer coding here is chunked"
                  : "This registry speaks HTTP/1.1");
      // 500 is what Helidon says when a request breaks off before it is complete.
      default ->
          Problems.of(
              ErrorCode.MALFORMED_REQUEST,
              "The request is not complete and well-formed HTTP/1.1 with one valid Host and a"
                  + " header of at most "
                  + limits.header()
                  + " bytes");
    };
  }
}
