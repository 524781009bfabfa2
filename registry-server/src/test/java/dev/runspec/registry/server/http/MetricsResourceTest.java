package dev.runspec.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsResourceTest {

  @Test
  void requestsAreCountedByRouteAndStatus() {
    try (Demo demo = new Demo()) {
      demo.metrics.gauge(
          "registry_instances", "Known instances.", Map.of("state", "live"), () -> 3);
      for (String target : new String[] {"/things/a", "/things/b", "/things/%", "/nothing"}) {
        assertThat(demo.ask("GET", target)).isNotNull();
      }
      assertThat(demo.ask("PUT", "/things").status()).isEqualTo(405);
      assertThat(demo.ask("nonsense\n\n").status()).isEqualTo(400);
      Wire.Reply reply = demo.ask("GET", "/metrics");
      assertThat(reply.header("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
      String get = "registry_http_requests_total{method=\"GET\",route=\"/things/{id}\",status=";
      String any = "registry_http_requests_total{method=\"ANY\",route=";
      assertThat(reply.body().lines())
          .contains(
              "# TYPE registry_http_requests_total counter",
              get + "\"200\"} 2",
              any + "\"refused\",status=\"400\"} 1",
              any + "\"unknown\",status=\"404\"} 1",
              any + "\"method-not-allowed\",status=\"405\"} 1",
              any + "\"unreadable\",status=\"400\"} 1",
              "# TYPE registry_http_request_duration_seconds histogram",
              "registry_http_request_duration_seconds_count{method=\"GET\",route=\"/things/{id}\"}"
                  + " 2",
              "registry_http_request_duration_seconds_bucket{method=\"GET\","
                  + "route=\"/things/{id}\",le=\"+Inf\"} 2",
              "# TYPE registry_instances gauge",
              "registry_instances{state=\"live\"} 3",
              "registry_limits_hit_total{limit=\"rate\"} 0");
      assertThat(reply.body().lines())
          .allMatch(line -> line.matches("# (HELP|TYPE) .+|[a-z_]+(\\{.*})? [0-9.E+-]+"));
    }
  }
}
