package dev.runspec.registry.cli.agent;

import dev.runspec.registry.JsonDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a heartbeat says of the agent's process: {@code {"pid":…,"uptime":…}}.
 *
 * @param pid the number of the process
 * @param startedAt when it started
 * @param clock tells now
 */
public record SystemTelemetry(long pid, Instant startedAt, InstantSource clock) {

  /** The telemetry of this process. */
  public static SystemTelemetry ofThisProcess(InstantSource clock) {
    ProcessHandle self = ProcessHandle.current();
    return new SystemTelemetry(
        self.pid(), self.info().startInstant().orElseGet(clock::instant), clock);
  }

  /** The reading of now; uptime in whole seconds. */
  public JsonDocument reading() {
    Map<String, Object> reading = new LinkedHashMap<>();
    reading.put("pid", pid);
    reading.put("uptime", Math.max(0, Duration.between(startedAt, clock.instant()).toSeconds()));
    return ToolsJson.document(reading);
  }
}
