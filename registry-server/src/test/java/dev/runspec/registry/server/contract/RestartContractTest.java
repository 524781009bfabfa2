package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.server.http.Wire.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A registry that starts again on its data folder knows all that was acknowledged. */
class RestartContractTest {

  private static final List<String> READS =
      List.of(
          "/tools",
          "/tools?active=false",
          "/tools/t",
          "/hosts",
          "/hosts?active=false",
          "/export/superputty",
          "/export/mobaxterm",
          "/export/ssh-config",
          "/export/ansible",
          "/export/rundeck",
          "/export/prometheus");

  private final HandClock clock = HandClock.atNoon();
  @TempDir private Path folder;

  private RunningRegistry start(Way way) {
    return new Setup(way).clock(clock).dataDir(folder).start();
  }

  private static List<String> bodiesAndTags(RunningRegistry registry) {
    return READS.stream()
        .map(registry::get)
        .map(reply -> reply.status() + reply.body() + reply.header("etag"))
        .toList();
  }

  private static long revision(Reply reply) {
    return Long.parseLong(reply.header("x-registry-revision").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void everythingIsThereAgainToTheByte(Way way) {
    String tool =
        "{\"x-command\":\"/bin/\u00e9\",\"name\":\"t\",\"inputSchema\":{\"d\":%s},\"n\":1.50,"
                .formatted("[".repeat(60) + "]".repeat(60))
            + "\"x-run-as\":\"\",\"big\":18446744073709551617,\"text\":\"\\u0000\\ud83d\\ude80\"}";
    String more =
        "\"labels\":{\"a\":\"\\u0001\"},\"ssh\":{\"port\":2222},\"heartbeat_interval\":20,"
            + "\"tools_hash\":\"abc\",\"tools\":[%s,%s]".formatted(tool, tool);
    List<String> before;
    String instances;
    try (RunningRegistry registry = start(way)) {
      registry.post("/instances", Bodies.registration("live", "web", "h1", more));
      registry.register("silent", "web", "h2");
      registry.post("/instances/silent/tools", "{\"tools\":[]}");
      registry.register("drained", "web", "h3");
      registry.post("/instances/drained/drain");
      registry.register("gone", "web", "h4");
      registry.delete("/instances/gone");
      before = bodiesAndTags(registry);
      instances = registry.get("/instances").body();
    }
    try (RunningRegistry registry = start(way)) {
      assertThat(bodiesAndTags(registry)).isEqualTo(before);
      assertThat(registry.get("/instances").body()).isEqualTo(instances);
      assertThat(registry.post("/instances/silent/heartbeat").body()).contains("\"ack\"");
      assertThat(registry.post("/instances/drained/heartbeat").body()).contains("\"refresh\"");
      assertThat(registry.post("/instances/live/heartbeat", "{\"tools_hash\":\"abc\"}").body())
          .contains("\"ack\"", "\"next_heartbeat\":20");
    }
  }

  @ParameterizedTest
  @EnumSource
  void everybodyHasAWholeTimeToLiveToBeHeardAgain(Way way) {
    try (RunningRegistry registry = start(way)) {
      registry.register("i", "web", "h");
      registry.post("/instances/i/tools", Bodies.tools(Bodies.tool("t")));
      clock.advance(Duration.ofSeconds(89));
    }
    clock.advance(Duration.ofHours(5));
    try (RunningRegistry registry = start(way)) {
      assertThat(registry.get("/instances/i").body())
          .contains("\"state\":\"live\"", "\"last_seen\":1772366400.123456");
      clock.advance(Duration.ofSeconds(90).minusNanos(1));
      assertThat(registry.get("/tools/t").status()).isEqualTo(200);
      clock.advance(Duration.ofNanos(1));
      assertThat(registry.get("/tools/t").status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOldAgentThatOnlyBeatsIsHealed(Way way) {
    try (RunningRegistry registry = start(way)) {
      registry.register("i", "web", "h");
      registry.post("/instances/i/tools", Bodies.tools(Bodies.tool("t")));
    }
    clock.advance(Duration.ofDays(1));
    try (RunningRegistry registry = start(way)) {
      clock.advance(Duration.ofHours(1));
      assertThat(registry.get("/tools/t").status()).isEqualTo(404);
      assertThat(registry.post("/instances/i/heartbeat").body()).contains("\"ack\"");
      assertThat(registry.get("/tools/t").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theStaleAndTheGoneStaySo(Way way) {
    try (RunningRegistry registry = start(way)) {
      registry.register("stale", "web", "h1");
      registry.register("gone", "web", "h2");
      registry.delete("/instances/gone");
      clock.advance(Duration.ofSeconds(90));
      assertThat(registry.get("/hosts").body()).isEqualTo("[]");
    }
    try (RunningRegistry registry = start(way)) {
      assertThat(registry.get("/hosts").body()).isEqualTo("[]");
      assertThat(registry.get("/instances/stale").body()).contains("\"state\":\"stale\"");
      assertThat(registry.get("/instances/gone").body()).contains("\"state\":\"gone\"");
    }
  }

  @ParameterizedTest
  @EnumSource
  void revisionsGoOnGrowing(Way way) {
    long before;
    try (RunningRegistry registry = start(way)) {
      before = revision(registry.register("i", "web", "h"));
    }
    try (RunningRegistry registry = start(way)) {
      Reply read = registry.get("/hosts", "X-Registry-Revision", Long.toString(before));
      assertThat(read.status()).isEqualTo(200);
      assertThat(read.header("warning")).isEmpty();
      assertThat(revision(registry.register("i", "web", "h2"))).isGreaterThan(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoSpokeSpeaksAgain(Way way) {
    try (RunningRegistry registry = start(way)) {
      for (String id : List.of("b", "a", "c")) {
        clock.advance(Duration.ofSeconds(1));
        registry.post("/instances", Bodies.registration(id, "web", "h", "\"tools\":[]"));
      }
      registry.delete("/instances/c");
    }
    try (RunningRegistry registry = start(way)) {
      assertThat(Json.each(registry.get("/hosts").body(), "instance_id")).containsExactly("\"a\"");
      registry.delete("/instances/a");
      assertThat(Json.each(registry.get("/hosts").body(), "instance_id")).containsExactly("\"b\"");
    }
  }
}
