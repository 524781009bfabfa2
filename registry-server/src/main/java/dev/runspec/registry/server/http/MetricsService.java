package dev.runspec.registry.server.http;

import dev.runspec.registry.server.observe.Metrics;
import java.util.List;

/** {@code /metrics}, for Prometheus. */
public final class MetricsService {

  private MetricsService() {}

  public static List<Route> routes(Metrics metrics) {
    return List.of(
        Route.get(
            "/metrics",
            Access.READ,
            call -> Answer.of(200, Metrics.CONTENT_TYPE, metrics.exposition())));
  }
}
