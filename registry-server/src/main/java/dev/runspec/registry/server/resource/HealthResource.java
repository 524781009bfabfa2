package dev.runspec.registry.server.resource;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whether the registry is there and whether it can do all that it should. */
final class HealthResource {

  private static final Answer OK =
      Answer.json("{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8));

  private final Registry registry;

  HealthResource(Registry registry) {
    this.registry = registry;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/health", Access.OPEN, call -> OK),
        Route.get("/health/live", Access.OPEN, call -> OK),
        Route.get("/health/ready", Access.OPEN, call -> ready()));
  }

  /** A registry that cannot write still answers reads: it stays ready, and says what is wrong. */
  private Answer ready() {
    String trouble = registry.trouble();
    if (trouble == null) {
      return OK;
    }
    String degraded =
        "{\"status\":\"degraded\",\"detail\":"
            + JsonDocument.string("writes fail: " + trouble)
            + "}";
    return Answer.json(degraded.getBytes(StandardCharsets.UTF_8));
  }
}
