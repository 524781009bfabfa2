package dev.runspec.registry.server.faults;

import dev.runspec.registry.Position;
import java.net.http.HttpResponse;
import java.util.OptionalLong;

/**
 * What a replica answered.
 *
 * @param from the replica
 * @param asked when the request was sent
 * @param answered when the whole answer was there
 */
record Reply(Replica from, HttpResponse<String> response, long asked, long answered) {

  int status() {
    return response.statusCode();
  }

  String body() {
    return response.body();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Whether it says that it may be old. */
  boolean isWarned() {
    return !header("Age").isEmpty() || !header("Warning").isEmpty();
  }

  /** The revision that a write led to. */
  OptionalLong revision() {
    return response.headers().firstValueAsLong("X-Registry-Revision");
  }

  /** The moment that a read speaks of. */
  Position position() {
    return Position.parse(header("X-Registry-Position"));
  }

  @Override
  public String toString() {
    return response.request().method()
        + " "
        + response.request().uri().getPath()
        + " at "
        + from
        + ": "
        + status()
        + " "
        + body().substring(0, Math.min(200, body().length()));
  }
}
