package dev.runspec.registry.server.resource;

import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Route;
import dev.runspec.registry.server.observe.Metrics;
import java.util.List;

/** The registry's numbers, for Prometheus. */
public final class MetricsResource {

  private MetricsResource() {}

  /** The route over these numbers. */
  public static List<Route> routes(Metrics metrics) {
    return List.of(
        Route.get(
            "/metrics",
            Access.READ,
            call -> Answer.of(200, Metrics.CONTENT_TYPE, metrics.exposition())));
  }
}
