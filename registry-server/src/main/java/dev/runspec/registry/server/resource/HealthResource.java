package dev.runspec.registry.server.resource;

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

  private static final Answer DEGRADED =
      Answer.json(
          "{\"status\":\"degraded\",\"detail\":\"writes fail: the log says why\"}"
              .getBytes(StandardCharsets.UTF_8));

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

  /**
   * A registry that cannot write still answers reads: it stays ready. Why it cannot is for its log.
   */
  private Answer ready() {
    return registry.trouble() == null ? OK : DEGRADED;
  }
}
