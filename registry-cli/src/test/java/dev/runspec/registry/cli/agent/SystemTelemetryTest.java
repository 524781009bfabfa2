package dev.runspec.registry.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class SystemTelemetryTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void uptimeIsInWholeSeconds() {
    assertThat(reading(START.plusMillis(142_999))).isEqualTo("{\"pid\":4711,\"uptime\":142}");
  }

  @Test
  void aClockThatStepsBackIsNoNegativeUptime() {
    assertThat(reading(START.minusSeconds(5))).isEqualTo("{\"pid\":4711,\"uptime\":0}");
  }

  @Test
  void thisProcessIsItself() {
    assertThat(SystemTelemetry.ofThisProcess(InstantSource.system()).pid())
        .isEqualTo(ProcessHandle.current().pid());
  }

  private static String reading(Instant now) {
    return new SystemTelemetry(4711, START, InstantSource.fixed(now)).reading().toString();
  }
}
