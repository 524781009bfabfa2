package dev.runspec.registry.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Many who ask for much and read nothing of it cost connections, and not memory. */
@ResourceLock(ServerProcess.LOCK)
class SlowReadersTest {

  private static final int READERS = 60;
  private static final int TOOLS = 1000;

  @TempDir Path folder;

  @Test
  void thoseWhoReadNothingNeedNoMemoryAndKeepNobodyWaiting() throws Exception {
    List<Wire> readers = new ArrayList<>();
    try (ServerProcess server =
        ServerProcess.withData(folder).jvm("-Xmx128m", "-XX:+ExitOnOutOfMemoryError").start()) {
      String tools = tools();
      assertThat(register(server, tools)).isEqualTo(201);
      // 60 copies of it, or of its events, would be several times the memory that there is.
      assertThat(server.get("/tools").body().length()).isGreaterThan(3_000_000);
      for (int at = 0; at < READERS; at++) {
        for (String target : List.of("/tools", "/tools?q=does", "/events")) {
          readers.add(
              Wire.to(server.port()).send("GET " + target + " HTTP/1.1\nHost: localhost\n\n"));
        }
      }
      for (int change = 0; change < 2; change++) {
        assertThat(register(server, tools)).isEqualTo(201);
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
      }
      assertThat(server.get("/tools?q=tool-1&limit=5").statusCode()).isEqualTo(200);
      assertThat(server.handle().isAlive()).isTrue();
      assertThat(server.err().soFar()).isEmpty();
    } finally {
      readers.forEach(Wire::close);
    }
  }

  private static int register(ServerProcess server, String tools) throws Exception {
    return server
        .post(
            "/instances",
            "{\"instance_id\":\"a\",\"name\":\"n\",\"version\":\"1\",\"host\":\"h\",\"tools\":["
                + tools
                + "]}")
        .statusCode();
  }

  private static String tools() {
    return IntStream.range(0, TOOLS)
        .mapToObj(
            at ->
                "{\"name\":\"tool-%d\",\"description\":\"%s\"}"
                    .formatted(at, "does it %d ".formatted(at).repeat(300)))
        .collect(Collectors.joining(","));
  }
}
