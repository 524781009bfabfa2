package dev.runspec.registry.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runspec.registry.server.http.Wire.Reply;
import dev.runspec.registry.server.process.Until;
import java.time.Duration;

/** How the whole registry stands, in numbers. */
class OverviewContractTest {

  private static JsonNode overview(RunningRegistry registry) {
    return Description.parsed(registry.get("/overview").body().getBytes(UTF_8));
  }

  @FourWays
  void instancesAreCountedAsTheyStand(RunningRegistry registry) {
    assertThat(overview(registry).path("instances"))
        .hasToString("{\"live\":0,\"draining\":0,\"stale\":0,\"gone\":0}");
    registry.register("a", "web", "web-01");
    registry.advance(Duration.ofSeconds(60));
    registry.register("b", "web", "web-02");
    registry.register("c", "db", "web-02");
    registry.register("d", "db", "db-01");
    registry.post("/instances/b/tools", Bodies.tools(Bodies.tool("t"), Bodies.tool("u")));
    registry.post("/instances/c/drain");
    registry.delete("/instances/d");
    registry.advance(Duration.ofSeconds(30));
    JsonNode overview = overview(registry);
    assertThat(overview.path("instances"))
        .hasToString("{\"live\":1,\"draining\":1,\"stale\":1,\"gone\":1}");
    assertThat(overview.path("tools").asInt()).isEqualTo(2);
    assertThat(overview.path("hosts").asInt()).isEqualTo(1);
    assertThat(overview.path("revision").asLong())
        .isEqualTo(Long.parseLong(registry.metric("registry_revision").get(0).split(" ", -1)[1]));
  }

  @FourWays
  void whatHappenedIsToldByMinutes(RunningRegistry registry) throws Exception {
    registry.register("a", "web", "web-01");
    registry.register("b", "web", "web-02");
    Until.holds(
        "both are counted before time goes on",
        () -> overview(registry).path("minutes").path(0).path("registered").asInt() == 2);
    registry.advance(Duration.ofSeconds(90));
    assertThat(registry.get("/tools").body()).isEqualTo("[]");
    JsonNode minutes = awaitedMinutes(registry, 2);
    assertThat(minutes.get(0).path("registered").asInt()).isEqualTo(2);
    assertThat(minutes.get(1).path("stale").asInt()).isEqualTo(2);
    assertThat(minutes.get(1).path("at").asLong() - minutes.get(0).path("at").asLong())
        .isEqualTo(60);
    registry.advance(Duration.ofHours(2));
    assertThat(overview(registry).path("minutes")).isEmpty();
  }

  /** It is counted by a thread of its own, a moment after the write was answered. */
  private static JsonNode awaitedMinutes(RunningRegistry registry, int count) throws Exception {
    Until.holds(
        "all is counted",
        () -> {
          JsonNode minutes = overview(registry).path("minutes");
          return minutes.size() == count && minutes.get(count - 1).path("stale").asInt() == 2;
        });
    return overview(registry).path("minutes");
  }

  @FourWays
  void manyThatFallSilentAtOnceAreTold(RunningRegistry registry) throws Exception {
    for (int number = 0; number < 12; number++) {
      registry.register("i" + number, "web", "web-" + number);
    }
    assertThat(overview(registry).has("silence")).isFalse();
    registry.advance(Duration.ofSeconds(90));
    Until.holds(
        "they are told of",
        () -> overview(registry).path("silence").path("instances").asInt() == 12);
    assertThat(overview(registry).path("silence").path("of").asInt()).isEqualTo(12);
  }

  @FourWays
  void eventsAreToldFromTheOldestPositionOn(RunningRegistry registry) {
    registry.register("a", "web", "web-01");
    registry.post("/instances/a/drain");
    String oldest = overview(registry).path("events_since").asText();
    try (Listening events = registry.listen("?since=" + oldest)) {
      assertThat(events.nextEvent().event()).isEqualTo("registered");
      assertThat(events.nextEvent().event()).isEqualTo("draining");
    }
  }

  @FourWays
  void whoHasTheNumbersIsToldSo(RunningRegistry registry) {
    registry.register("a", "web", "web-01");
    Reply reply = registry.get("/overview");
    String tag = reply.header("etag").orElseThrow();
    assertThat(reply.header("x-registry-position")).isPresent();
    registry.register("b", "web", "web-02");
    assertThat(registry.get("/overview", "If-None-Match", tag).status()).isEqualTo(200);
  }
}
