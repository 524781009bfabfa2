package dev.runspec.registry.server.resource;

import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Whether the registry is there and whether it can do all that it should. */
final class HealthResource {

  private static final Answer OK =
      Answer.json("{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8));

  private static final Answer DEGRADED = Answer.json(degraded("writes fail: the log says why"));

  private static final Answer CUT_OFF =
      Answer.json(503, degraded("cut off from its store: another replica may know more"));

  /** For so long a replica may be cut off until others should be asked instead. */
  private static final Duration LONGEST_AGE = Duration.ofSeconds(10);

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
   * One that does not learn what happens at other replicas, nor can tell them of its beats, does
   * not.
   */
  private Answer ready() {
    Duration age = registry.age();
    if (age.compareTo(LONGEST_AGE) >= 0) {
      return CUT_OFF;
    }
    return age.isZero() && registry.trouble() == null ? OK : DEGRADED;
  }

  private static byte[] degraded(String detail) {
    return ("{\"status\":\"degraded\",\"detail\":\"" + detail + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
