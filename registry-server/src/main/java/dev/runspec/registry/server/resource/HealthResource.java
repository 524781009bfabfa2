package dev.runspec.registry.server.resource;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Route;
import dev.runspec.registry.server.observe.Metrics;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whether the registry is there, whether it can do all that it should, and its numbers. */
final class HealthResource {

  private static final Answer OK =
      Answer.json("{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8));

  private final Registry registry;
  private final Metrics metrics;

  HealthResource(Registry registry, Metrics metrics) {
    this.registry = registry;
    this.metrics = metrics;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/health", Access.OPEN, call -> OK),
        Route.get("/health/live", Access.OPEN, call -> OK),
        Route.get("/health/ready", Access.OPEN, call -> ready()),
        Route.get(
            "/metrics",
            Access.READ,
            call -> Answer.of(200, Metrics.CONTENT_TYPE, metrics.exposition())));
  }

  /** A registry that cannot write still answers reads: it stays ready, and says what is wrong. */
  private Answer ready() {
    String trouble = registry.trouble();
    if (trouble == null) {
      return OK;
    }
    String degraded =
        "{\"status\":\"degraded\",\"detail\":" + JsonDocument.string("writes fail: " + trouble) + "}";
    return Answer.json(degraded.getBytes(StandardCharsets.UTF_8));
  }
}
