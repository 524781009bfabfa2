package dev.runspec.registry.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.Instance;
import dev.runspec.registry.json.InstanceJson;
import dev.runspec.registry.json.Problem;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A limit on the size of files stands for the full disk: SQLite meets the same refusals. */
@ResourceLock(ServerProcess.LOCK)
class FullDiskTest {

  private static final String HEALTHY = "{\"status\":\"ok\"}";

  @TempDir Path folder;

  /** Where the disk ends. */
  enum End {
    /** Not a byte more can be written, wherever it goes. */
    AT_ONCE,
    /** The log cannot reach again where it is, even when it is begun anew. */
    AMID_THE_LOG,
    /** The log cannot grow. */
    AFTER_THE_LOG;

    long in(Path data) throws IOException {
      long log = Files.size(data.resolve("registry.db-wal"));
      return switch (this) {
        case AT_ONCE -> 1;
        case AMID_THE_LOG -> log / 2;
        case AFTER_THE_LOG -> log;
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void fullDiskStopsWritesAloneAndForNoLongerThanItIsFull(End end) throws Exception {
    try (ServerProcess server = ServerProcess.withData(folder).start()) {
      register(server, "before", "");
      register(server, "leaving", "");
      for (int at = 0; at < 10; at++) {
        assertThat(register(server, "other-" + at, large()).statusCode()).isEqualTo(201);
      }

      limit(server, Long.toString(end.in(folder.resolve("data"))));
      String refused = fill(server);
      assertThat(server.get("/health/ready").body())
          .startsWith("{\"status\":\"degraded\",\"detail\":\"writes fail: ");
      assertThat(server.get("/health").body()).isEqualTo(HEALTHY);
      assertThat(server.get("/tools").body()).contains("\"other-9\"");
      assertThat(server.get("/instances/before").statusCode()).isEqualTo(200);
      assertThat(server.get("/instances/" + refused).statusCode()).isEqualTo(404);
      assertThat(server.beat("before").body()).startsWith("{\"status\":\"refresh\"");
      assertThat(server.beat("other-0").body()).startsWith("{\"status\":\"ack\"");

      limit(server, "unlimited");
      assertThat(register(server, "after", "").statusCode()).isEqualTo(201);
      assertThat(server.delete("/instances/leaving").statusCode()).isEqualTo(200);
      assertThat(server.get("/health/ready").body()).isEqualTo(HEALTHY);
      Map<String, Expected> shown = instances(server);
      assertThat(shown).containsKeys("before", "leaving", "after", "other-9");

      server.kill();
      assertThat(server.err().all())
          .first()
          .satisfies(line -> assertThat(line).contains(" WARNING writes fail until this is over"));
      assertThat(server.err().all())
          .last()
          .satisfies(line -> assertThat(line).endsWith(" INFO writes work again"));
      try (ServerProcess next = ServerProcess.withData(folder).start()) {
        assertThat(instances(next)).isEqualTo(shown);
      }
    }
  }

  @Test
  void everyKindOfWriteIsRefusedAndChangesNothing() throws Exception {
    try (ServerProcess server = ServerProcess.withData(folder).start()) {
      register(server, "a", large());
      register(server, "b", "");
      Map<String, Expected> before = instances(server);
      String revision = "" + server.metric("registry_revision");
      limit(server, "1");
      String identity = "{\"name\":\"shop\",\"version\":\"2\",\"host\":\"elsewhere\"}";
      for (HttpResponse<String> answer :
          List.of(
              register(server, "a", ""),
              register(server, "new", large()),
              server.post("/instances/new/heartbeat", identity),
              server.post("/instances/a/heartbeat", identity),
              server.post("/instances/b/tools", "{\"tools\":[]}"),
              server.post("/instances/a/drain", ""),
              server.delete("/instances/a"))) {
        assertUnavailable(answer);
      }
      assertThat(instances(server)).isEqualTo(before);
      assertThat("" + server.metric("registry_revision")).isEqualTo(revision);
      server.signal(Signal.TERM);
      assertThat(server.exitCode()).isEqualTo(143);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, cannot be used",
    "1000000, the SQLite library cannot be unpacked",
    "2000000, the data is as it was"
  })
  void startOnAFullDiskSaysSoAndBlamesNotTheData(long size, String words) throws Exception {
    String text = "x".repeat(1 << 20);
    String tool = "{\"name\":\"%s\",\"description\":\"" + text + "\"}";
    try (ServerProcess server = ServerProcess.withData(folder).start()) {
      String tools = (tool + "," + tool + "," + tool).formatted("t", "u", "v");
      assertThat(register(server, "a", ",\"tools\":[" + tools + "]").statusCode()).isEqualTo(201);
      server.kill();
    }
    try (ServerProcess server =
        ServerProcess.withData(folder).under("prlimit", "--fsize=" + size + ":").start()) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.out().all()).isEmpty();
      assertThat(server.err().all())
          .singleElement()
          .satisfies(
              line -> assertThat(line).contains(words).contains("data").doesNotContain("damaged"));
    }
    try (ServerProcess server = ServerProcess.withData(folder).start()) {
      assertThat(server.get("/tools/t").body()).contains(text);
    }
  }

  /** Registers until the disk is full, and returns who found no place. */
  private static String fill(ServerProcess server) throws IOException, InterruptedException {
    for (int at = 0; at < 1000; at++) {
      HttpResponse<String> answer = register(server, "filling-" + at, large());
      if (answer.statusCode() != 201) {
        assertUnavailable(answer);
        return "filling-" + at;
      }
    }
    throw new AssertionError("the disk never was full");
  }

  private static void assertUnavailable(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
    Problem problem = Problem.read(answer.body().getBytes(UTF_8));
    assertThat(problem.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
  }

  /** Lowers or lifts what the running server may do; a file may be larger already. */
  private static void limit(ServerProcess server, String bytes)
      throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("prlimit", "--pid", "" + server.handle().pid(), "--fsize=" + bytes + ":")
            .inheritIO()
            .start()
            .waitFor();
    assertThat(exit).isZero();
  }

  private static HttpResponse<String> register(ServerProcess server, String id, String tools)
      throws IOException, InterruptedException {
    String body =
        "{\"instance_id\":\"%s\",\"name\":\"shop\",\"version\":\"1\",\"host\":\"%s\"%s}"
            .formatted(id, id, tools);
    return server.post("/instances", body);
  }

  private static String large() {
    return ",\"tools\":" + Expected.toolsOf(100_004);
  }

  private static Map<String, Expected> instances(ServerProcess server)
      throws IOException, InterruptedException {
    Map<String, Expected> shown = new TreeMap<>();
    for (Instance each : InstanceJson.readAll(server.get("/instances").body().getBytes(UTF_8))) {
      shown.put(each.id().value(), Expected.shown(each));
    }
    return shown;
  }
}
