package dev.runspec.registry.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogOutputTest {

  @Test
  void entryIsOneLineAndItsCauseComesAfterIt() {
    LogRecord entry = new LogRecord(Level.WARNING, "it {0}");
    entry.setParameters(new Object[] {"failed"});
    entry.setInstant(Instant.parse("2026-01-02T03:04:05.678901Z"));
    assertThat(new LogOutput.Line().format(entry))
        .isEqualTo("2026-01-02T03:04:05.678Z WARNING it failed\n");
    entry.setThrown(new IllegalStateException("why"));
    assertThat(new LogOutput.Line().format(entry))
        .startsWith("2026-01-02T03:04:05.678Z WARNING it failed\n")
        .contains("java.lang.IllegalStateException: why\n");
  }
}
