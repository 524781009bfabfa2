package dev.runspec.registry.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a write costs the disk, as the metrics tell it. */
@ResourceLock(ServerProcess.LOCK)
class FlushTest {

  private static final String FLUSHES = "registry_store_flushes_total";
  private static final int WRITERS = 64;

  @TempDir Path folder;

  @Test
  void thousandBeatsFlushNothing() throws Exception {
    try (ServerProcess server = ServerProcess.withData(folder).start();
        Wire agent = Wire.to(server.port())) {
      assertThat(agent.send(registration("a")).reply().status()).isEqualTo(201);
      long flushes = server.metric(FLUSHES);
      long revision = server.metric("registry_revision");
      assertThat(flushes).isPositive();
      for (int beat = 0; beat < 1000; beat++) {
        agent.send("POST /instances/a/heartbeat HTTP/1.1\nHost: localhost\n\n");
        assertThat(agent.reply().status()).isEqualTo(200);
      }
      assertThat(server.metric("registry_beats_total")).isEqualTo(1000);
      assertThat(server.metric(FLUSHES)).isEqualTo(flushes);
      assertThat(server.metric("registry_revision")).isEqualTo(revision);
    }
  }

  @Test
  void writesThatArriveTogetherShareFlushes() throws Exception {
    List<Wire> agents = new ArrayList<>();
    try (ServerProcess server = ServerProcess.withData(folder).start()) {
      for (int at = 0; at < WRITERS; at++) {
        agents.add(Wire.to(server.port()).send("GET /health HTTP/1.1\nHost: localhost\n\n"));
        assertThat(agents.get(at).reply().status()).isEqualTo(200);
      }
      long flushes = server.metric(FLUSHES);
      server.signal(Signal.STOP);
      for (int at = 0; at < WRITERS; at++) {
        agents.get(at).send(registration("agent-" + at));
      }
      server.signal(Signal.CONT);
      for (Wire agent : agents) {
        assertThat(agent.reply().status()).isEqualTo(201);
      }
      assertThat(server.metric(FLUSHES) - flushes).isBetween(1L, WRITERS - 1L);
      assertThat(server.metric("registry_instances{active=\"true\"}")).isEqualTo(WRITERS);
    } finally {
      agents.forEach(Wire::close);
    }
  }

  private static String registration(String id) {
    String body =
        "{\"instance_id\":\"%s\",\"name\":\"n\",\"version\":\"1\",\"host\":\"%s\",\"tools\":[]}"
            .formatted(id, id);
    return """
    POST /instances HTTP/1.1
    Host: localhost
    Content-Type: application/json
    Content-Length: %d

    %s"""
        .formatted(body.length(), body);
  }
}
