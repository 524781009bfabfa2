package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire.Reply;
import java.time.Duration;

/** Drained instances are known and alive, but out of tools and hosts. */
class DrainingContractTest {

  private static void register(RunningRegistry registry) {
    registry.post(
        "/instances", Bodies.registration("i", "web", "h", "\"tools\":[{\"name\":\"t\"}]"));
  }

  private static boolean isServing(RunningRegistry registry) {
    boolean isServing = registry.get("/tools/t").status() == 200;
    assertThat(registry.get("/tools").body().contains("\"t\"")).isEqualTo(isServing);
    assertThat(registry.get("/hosts").body().contains("\"h\"")).isEqualTo(isServing);
    assertThat(registry.get("/export/superputty").body().contains("<Host>")).isEqualTo(isServing);
    assertThat(registry.get("/export/mobaxterm").body().contains("#h#")).isEqualTo(isServing);
    return isServing;
  }

  private static String state(RunningRegistry registry) {
    return Json.unquoted(Json.at(registry.get("/instances/i").body(), "/state"));
  }

  @FourWays
  void drainingTakesAnInstanceOutAndUndrainingPutsItBack(RunningRegistry registry) {
    register(registry);
    Reply drained = registry.post("/instances/i/drain");
    assertThat(drained.status()).isEqualTo(200);
    assertThat(drained.body()).isEqualTo("{\"status\":\"ok\",\"revision\":2}");
    assertThat(isServing(registry)).isFalse();
    assertThat(registry.get("/tools/t?active=false").status()).isEqualTo(200);
    assertThat(registry.get("/instances/i").body())
        .contains("\"active\":true", "\"state\":\"draining\"");
    assertThat(registry.get("/instances?active=true").body()).contains("\"draining\"");
    assertThat(registry.metric("registry_instances"))
        .contains("registry_instances{active=\"true\"} 1");

    Reply undrained = registry.post("/instances/i/undrain");
    assertThat(undrained.body()).isEqualTo("{\"status\":\"ok\",\"revision\":3}");
    assertThat(isServing(registry)).isTrue();
    assertThat(state(registry)).isEqualTo("live");
  }

  @FourWays
  void aBodyThatOperatorsMaySendDoesNotMatter(RunningRegistry registry) {
    register(registry);
    assertThat(registry.post("/instances/i/drain", "{}").status()).isEqualTo(200);
    assertThat(registry.post("/instances/i/undrain", "{\"x\":1}").status()).isEqualTo(200);
  }

  @FourWays
  void doingItTwiceChangesNothing(RunningRegistry registry) {
    register(registry);
    String first = registry.post("/instances/i/drain").body();
    assertThat(registry.post("/instances/i/drain").body()).isEqualTo(first);
    String back = registry.post("/instances/i/undrain").body();
    assertThat(registry.post("/instances/i/undrain").body()).isEqualTo(back);
  }

  @FourWays
  void beatsAndPublishingKeepItDrained(RunningRegistry registry) {
    register(registry);
    registry.post("/instances/i/drain");
    assertThat(registry.post("/instances/i/heartbeat").body()).contains("\"ack\"");
    registry.post("/instances/i/tools", "{\"tools\":[{\"name\":\"t\"},{\"name\":\"u\"}]}");
    registry.post("/instances/i/heartbeat", "{\"name\":\"web\",\"version\":\"9\",\"host\":\"h\"}");
    assertThat(state(registry)).isEqualTo("draining");
    assertThat(isServing(registry)).isFalse();

    registry.post("/instances/i/undrain");
    assertThat(registry.get("/tools/u").status()).isEqualTo(200);
  }

  @FourWays
  void aDrainedInstanceGoesStaleAndLeavesLikeAnyOther(RunningRegistry registry) {
    register(registry);
    registry.post("/instances/i/drain");
    registry.advance(Duration.ofSeconds(90));
    assertThat(state(registry)).isEqualTo("stale");
    registry.post("/instances/i/heartbeat");
    assertThat(state(registry)).isEqualTo("draining");
    registry.delete("/instances/i");
    assertThat(state(registry)).isEqualTo("gone");
  }

  @FourWays
  void aNewRegistrationServesAgain(RunningRegistry registry) {
    register(registry);
    registry.post("/instances/i/drain");
    register(registry);
    assertThat(state(registry)).isEqualTo("live");
    assertThat(isServing(registry)).isTrue();
  }
}
