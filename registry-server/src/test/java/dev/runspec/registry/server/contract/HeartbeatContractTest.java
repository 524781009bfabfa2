package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire.Reply;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Beats, and what they are answered. */
class HeartbeatContractTest {

  private static final String ACK = "{\"status\":\"ack\",\"revision\":2,\"next_heartbeat\":30}";

  private static Reply beat(RunningRegistry registry, String id, @Nullable String body) {
    String path = "/instances/" + id + "/heartbeat";
    return body == null ? registry.post(path) : registry.post(path, body);
  }

  private static String status(RunningRegistry registry, String id, @Nullable String body) {
    Reply reply = beat(registry, id, body);
    assertThat(reply.status()).isEqualTo(200);
    return Json.at(reply.body(), "/status");
  }

  private static void registerWithTools(RunningRegistry registry) {
    registry.register("i", "web", "web-01");
    registry.post("/instances/i/tools", Bodies.tools(Bodies.tool("t")));
  }

  @FourWays
  void nothingAtAllAnEmptyObjectAndTelemetryAreBeats(RunningRegistry registry) {
    registerWithTools(registry);

    Reply bare = beat(registry, "i", null);
    assertThat(bare.status()).isEqualTo(200);
    assertThat(bare.header("content-type")).contains("application/json");
    assertThat(bare.body()).isEqualTo(ACK);
    assertThat(beat(registry, "i", "{}").body()).isEqualTo(ACK);
    assertThat(beat(registry, "i", "{\"system\":{\"load\":1}}").body()).isEqualTo(ACK);
    assertThat(beat(registry, "i", "{\"system\":null,\"mood\":\"fine\"}").body()).isEqualTo(ACK);
  }

  @FourWays
  void refreshAsksForToolsUntilTheyWereSent(RunningRegistry registry) {
    registry.register("i", "web", "web-01");

    assertThat(beat(registry, "i", null).body())
        .isEqualTo("{\"status\":\"refresh\",\"revision\":1,\"next_heartbeat\":30}");
    assertThat(status(registry, "i", "{}")).isEqualTo("\"refresh\"");
    registry.post("/instances/i/tools", Bodies.tools(Bodies.tool("t")));
    assertThat(status(registry, "i", null)).isEqualTo("\"ack\"");
  }

  @FourWays
  void anEmptyListThatWasSentIsAnAnswer(RunningRegistry registry) {
    registry.register("i", "web", "web-01");
    registry.post("/instances/i/tools", "{\"tools\":[]}");
    assertThat(status(registry, "i", null)).isEqualTo("\"ack\"");

    registry.post("/instances", Bodies.registration("j", "web", "h", "\"tools\":[]"));
    assertThat(status(registry, "j", null)).isEqualTo("\"ack\"");
  }

  @FourWays
  void aStrangerIsAskedToRefreshAndIsNotMadeUp(RunningRegistry registry) {
    String before = registry.state();

    for (String body : List.of("", "{}", "{\"system\":{}}", "{\"tools_hash\":\"abc\"}")) {
      assertThat(status(registry, "stranger", body.isEmpty() ? null : body))
          .isEqualTo("\"refresh\"");
    }
    assertThat(registry.state()).isEqualTo(before);
  }

  @FourWays
  void aBeatMovesTheLeaseAndNothingElse(RunningRegistry registry) {
    registerWithTools(registry);
    String before = registry.get("/instances/i").body();
    String tag = registry.get("/tools").header("etag").orElseThrow();
    List<String> revision = registry.metric("registry_revision");
    registry.advance(Duration.ofMillis(12_500));

    assertThat(status(registry, "i", null)).isEqualTo("\"ack\"");
    assertThat(registry.get("/instances/i").body())
        .isEqualTo(
            before
                .replace("\"last_seen\":1772366400.123456", "\"last_seen\":1772366412.623456")
                .replace("\"expires_at\":1772366490.123456", "\"expires_at\":1772366502.623456"));
    assertThat(registry.get("/tools").header("etag")).contains(tag);
    assertThat(registry.metric("registry_revision")).isEqualTo(revision);
  }

  @FourWays
  void theLastTelemetryIsShownUntilThereIsOther(RunningRegistry registry) {
    registerWithTools(registry);
    beat(registry, "i", "{\"system\": {\"cpu\": 1.50, \"disks\": [ {\"/\": 1e3} ]}}");
    beat(registry, "i", null);
    assertThat(Json.at(registry.get("/instances/i").body(), "/system"))
        .isEqualTo("{\"cpu\":1.50,\"disks\":[{\"/\":1e3}]}");

    beat(registry, "i", "{\"system\":{}}");
    assertThat(Json.at(registry.get("/instances").body(), "/0/system")).isEqualTo("{}");
  }

  @FourWays
  void anIdentityBringsALostRecordBack(RunningRegistry registry) {
    String identity =
        "{\"name\":\"web\",\"version\":\"2\",\"host\":\"web-01\",\"heartbeat_interval\":10,"
            + "\"tools_hash\":\"abc\",\"system\":{\"load\":1}}";
    Reply reply = beat(registry, "lost", identity);

    assertThat(reply.body())
        .isEqualTo("{\"status\":\"refresh\",\"revision\":1,\"next_heartbeat\":10}");
    assertThat(registry.get("/instances/lost").body())
        .contains("\"version\":\"2\"", "\"heartbeat_interval\":10", "\"active\":true")
        .contains("\"system\":{\"load\":1}");
    registry.post("/instances/lost/tools", "{\"tools\":[],\"tools_hash\":\"abc\"}");
    assertThat(status(registry, "lost", identity)).isEqualTo("\"ack\"");
  }

  @FourWays
  void refreshComesWhenTheHashDiffersAndOnlyThen(RunningRegistry registry) {
    String beat =
        "{\"name\":\"web\",\"version\":\"1.0\",\"host\":\"h\",\"heartbeat_interval\":30,"
            + "\"tools_hash\":\"%s\"}";
    registry.post(
        "/instances", Bodies.registration("i", "web", "h", "\"tools\":[],\"tools_hash\":\"one\""));

    assertThat(status(registry, "i", beat.formatted("one"))).isEqualTo("\"ack\"");
    assertThat(status(registry, "i", "{\"tools_hash\":\"one\"}")).isEqualTo("\"ack\"");
    assertThat(status(registry, "i", beat.formatted("two"))).isEqualTo("\"refresh\"");
    assertThat(status(registry, "i", "{\"tools_hash\":\"two\"}")).isEqualTo("\"refresh\"");
    assertThat(status(registry, "i", null)).isEqualTo("\"ack\"");
    registry.post("/instances/i/tools", "{\"tools\":[],\"tools_hash\":\"two\"}");
    assertThat(status(registry, "i", beat.formatted("two"))).isEqualTo("\"ack\"");
    assertThat(status(registry, "i", beat.formatted("one"))).isEqualTo("\"refresh\"");
  }

  @FourWays
  void anOldAgentWithoutHashIsNotAskedForEver(RunningRegistry registry) {
    registerWithTools(registry);
    assertThat(status(registry, "i", "{\"tools_hash\":\"unknown-here\"}")).isEqualTo("\"ack\"");
  }

  @FourWays
  void anIdentityThatChangedReplacesTheOldOneAndKeepsTheTools(RunningRegistry registry) {
    registerWithTools(registry);
    String identity = "{\"name\":\"web\",\"version\":\"3\",\"host\":\"web-02\"}";

    assertThat(status(registry, "i", identity)).isEqualTo("\"ack\"");
    assertThat(registry.get("/hosts").body())
        .isEqualTo(
            "[{\"host\":\"web-02\",\"name\":\"web\",\"instance_id\":\"i\",\"version\":\"3\","
                + "\"tool_count\":1}]");
    assertThat(Json.at(registry.get("/tools/t").body(), "/hosts/0/host")).isEqualTo("\"web-02\"");
  }

  @FourWays
  void whatAnIdentityLeavesUnsaidStaysAsItIs(RunningRegistry registry) {
    registry.post(
        "/instances",
        Bodies.registration(
            "i",
            "web",
            "h",
            "\"labels\":{\"a\":\"b\"},\"heartbeat_interval\":10,\"ssh\":{\"port\":22},"
                + "\"tools\":[]"));
    String before = registry.state();
    String identity = "{\"name\":\"web\",\"version\":\"1.0\",\"host\":\"h\"%s}";

    assertThat(Json.at(beat(registry, "i", identity.formatted("")).body(), "/next_heartbeat"))
        .isEqualTo("10");
    assertThat(registry.state()).isEqualTo(before);
    beat(registry, "i", identity.formatted(",\"labels\":{},\"ssh\":null"));
    assertThat(registry.get("/instances/i").body())
        .contains("\"labels\":{}", "\"heartbeat_interval\":10")
        .doesNotContain("\"ssh\"");
    beat(registry, "i", identity.formatted(",\"heartbeat_interval\":30"));
    assertThat(registry.get("/instances/i").body()).contains("\"heartbeat_interval\":30");
  }

  @FourWays
  void theNextBeatIsDueAfterTheAgentsOwnInterval(RunningRegistry registry) {
    for (String seconds : List.of("1", "45", "1.5", "86400")) {
      registry.post(
          "/instances", Bodies.registration("i", "n", "h", "\"heartbeat_interval\":" + seconds));
      assertThat(Json.at(beat(registry, "i", null).body(), "/next_heartbeat")).isEqualTo(seconds);
    }
  }

  @FourWays
  void beatsAreCounted(RunningRegistry registry) {
    registerWithTools(registry);
    beat(registry, "i", null);
    beat(registry, "i", "{}");
    assertThat(registry.metric("registry_beats_total")).containsExactly("registry_beats_total 2");
  }
}
