package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** Of several live instances of one (host, name) the one heard of last speaks. */
class SpeakersContractTest {

  /** Registers with one tool, a second after whatever came before. */
  private static void register(RunningRegistry registry, String id, String name) {
    registry.advance(Duration.ofSeconds(1));
    String tool = "{\"name\":\"t\",\"x-command\":\"/" + id + "\"}";
    registry.post("/instances", Bodies.registration(id, name, "h", "\"tools\":[" + tool + "]"));
  }

  /** Who speaks; all reads must agree on it. */
  private static List<String> speakers(RunningRegistry registry) {
    List<String> hosts = Json.each(registry.get("/hosts").body(), "instance_id");
    List<String> offers =
        Json.each(Json.at(registry.get("/tools").body(), "/0/hosts"), "instance_id");
    assertThat(Json.each(Json.at(registry.get("/tools/t").body(), "/hosts"), "instance_id"))
        .isEqualTo(offers);
    assertThat(offers).isEqualTo(hosts);
    return hosts.stream().map(Json::unquoted).toList();
  }

  @FourWays
  void aRestartedAgentStandsOnceOnItsHost(RunningRegistry registry) {
    register(registry, "before", "web");
    register(registry, "after", "web");

    assertThat(speakers(registry)).containsExactly("after");
    assertThat(Json.each(registry.get("/instances?active=true").body(), "instance_id"))
        .containsExactlyInAnyOrder("\"before\"", "\"after\"");
    assertThat(registry.get("/export/mobaxterm").body().lines()).hasSize(5);
  }

  @FourWays
  void whenTheSpeakerLeavesTheOtherShowsAgain(RunningRegistry registry) {
    register(registry, "a", "web");
    register(registry, "b", "web");
    registry.delete("/instances/b");
    assertThat(speakers(registry)).containsExactly("a");
    assertThat(registry.get("/tools/t").body()).contains("\"x-command\":\"/a\"");

    register(registry, "b", "web");
    assertThat(speakers(registry)).containsExactly("b");
  }

  @FourWays
  void whenTheSpeakerGoesStaleTheOtherShowsAgain(RunningRegistry registry) {
    register(registry, "a", "web");
    register(registry, "b", "web");
    registry.advance(Duration.ofSeconds(60));
    registry.post("/instances/a/heartbeat");
    registry.advance(Duration.ofSeconds(30));
    assertThat(speakers(registry)).containsExactly("a");
  }

  @FourWays
  void whenTheSpeakerIsDrainedTheOtherShowsAgain(RunningRegistry registry) {
    register(registry, "a", "web");
    register(registry, "b", "web");
    registry.post("/instances/b/drain");
    assertThat(speakers(registry)).containsExactly("a");
    registry.post("/instances/b/undrain");
    assertThat(speakers(registry)).containsExactly("b");
  }

  @FourWays
  void beatsDoNotTakeTurns(RunningRegistry registry) {
    register(registry, "a", "web");
    register(registry, "b", "web");
    String tag = registry.get("/tools").header("etag").orElseThrow();
    registry.advance(Duration.ofSeconds(1));
    registry.post("/instances/a/heartbeat");

    assertThat(speakers(registry)).containsExactly("b");
    assertThat(registry.get("/tools").header("etag")).contains(tag);
  }

  @FourWays
  void publishingIsBeingHeardOf(RunningRegistry registry) {
    register(registry, "a", "web");
    register(registry, "b", "web");
    registry.advance(Duration.ofSeconds(1));
    registry.post("/instances/a/tools", "{\"tools\":[{\"name\":\"t\"}]}");
    assertThat(speakers(registry)).containsExactly("a");
  }

  @FourWays
  void comingBackIsBeingHeardOf(RunningRegistry registry) {
    register(registry, "a", "web");
    register(registry, "b", "web");
    registry.delete("/instances/a");
    registry.advance(Duration.ofSeconds(1));
    registry.post("/instances/a/heartbeat");
    assertThat(speakers(registry)).containsExactly("a");
  }

  @FourWays
  void anAgentThatHasNotPublishedYetDoesNotHideItsHost(RunningRegistry registry) {
    register(registry, "a", "web");
    registry.advance(Duration.ofSeconds(1));
    registry.register("b", "web", "h");
    assertThat(speakers(registry)).containsExactly("a");

    registry.post("/instances/b/tools", "{\"tools\":[{\"name\":\"t\"}]}");
    assertThat(speakers(registry)).containsExactly("b");
  }

  @FourWays
  void anAgentThatPublishedNoToolsSpeaksAllTheSame(RunningRegistry registry) {
    register(registry, "a", "web");
    registry.advance(Duration.ofSeconds(1));
    registry.post("/instances", Bodies.registration("b", "web", "h", "\"tools\":[]"));

    assertThat(Json.each(registry.get("/hosts").body(), "instance_id")).containsExactly("\"b\"");
    assertThat(registry.get("/tools").body()).isEqualTo("[]");
  }

  @FourWays
  void agentsOfOtherNamesAreOtherEntries(RunningRegistry registry) {
    register(registry, "a", "web");
    register(registry, "b", "db");
    assertThat(speakers(registry)).containsExactly("b", "a");
  }

  @FourWays
  void amongTheDeadTheLastOneStandsForTheHost(RunningRegistry registry) {
    register(registry, "a", "web");
    register(registry, "b", "web");
    registry.delete("/instances/a");
    registry.delete("/instances/b");
    assertThat(Json.each(registry.get("/hosts?active=false").body(), "instance_id"))
        .containsExactly("\"b\"");
    assertThat(registry.get("/hosts").body()).isEqualTo("[]");
  }

  @FourWays
  void anAgentThatMovesLeavesItsOldPlace(RunningRegistry registry) {
    register(registry, "a", "web");
    register(registry, "b", "web");
    registry.advance(Duration.ofSeconds(1));
    registry.register("b", "web", "elsewhere");
    assertThat(Json.each(registry.get("/hosts").body(), "instance_id"))
        .containsExactly("\"b\"", "\"a\"");
    assertThat(Json.each(Json.at(registry.get("/tools/t").body(), "/hosts"), "instance_id"))
        .containsExactly("\"a\"");
  }
}
