package dev.runspec.registry.server.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeterTest {

  private final Metrics metrics = new Metrics();

  private String text() {
    return new String(metrics.exposition(), StandardCharsets.UTF_8);
  }

  @Test
  void bucketsAddUp() {
    Meter meter = metrics.meter("GET", "/x");
    meter.record(200, 500_000);
    meter.record(200, 500_001);
    meter.record(500, 60_000_000_000L);
    String bucket = "registry_http_request_duration_seconds_bucket{method=\"GET\",route=\"/x\",le=";
    assertThat(text().lines())
        .contains(
            bucket + "\"5.0E-4\"} 1",
            bucket + "\"0.001\"} 2",
            bucket + "\"1\"} 2",
            bucket + "\"30\"} 2",
            bucket + "\"+Inf\"} 3",
            "registry_http_request_duration_seconds_sum{method=\"GET\",route=\"/x\"} 60.001000001");
  }

  @Test
  void labelsAndHelpAreEscaped() {
    metrics.counter("x_total", "one\ntwo\\", Map.of("a", "\"q\"\\\n"), () -> 0.5);
    metrics.counter("x_total", "one\ntwo\\", Map.of("a", "b"), () -> Double.NaN);
    assertThat(text())
        .endsWith(
            """
            # HELP x_total one\\ntwo\\\\
            # TYPE x_total counter
            x_total{a="\\"q\\"\\\\\\n"} 0.5
            x_total{a="b"} NaN
            """);
  }

  @Test
  void nameThatPrometheusWouldRefuseIsRefused() {
    assertThatThrownBy(() -> metrics.gauge("Bad-Name", "", Map.of(), () -> 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("metric has no name of ours: Bad-Name");
  }
}
