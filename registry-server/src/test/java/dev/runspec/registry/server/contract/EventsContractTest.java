package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.contract.Listening.Block;
import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The stream of everything that happens. */
class EventsContractTest {

  private static String position(RunningRegistry registry) {
    return registry.get("/tools").header("x-registry-position").orElseThrow();
  }

  private static void inhabit(RunningRegistry registry) {
    registry.post(
        "/instances",
        Bodies.registration(
            "i",
            "web",
            "h1",
            "\"labels\":{\"env\":\"prod\"},\"tools\":" + Bodies.array(Bodies.tool("deploy"))));
  }

  @FourWays
  void aStreamBeginsWithItsPositionAndTellsWhatHappens(RunningRegistry registry) {
    try (Listening events = registry.listen("")) {
      Block start = Objects.requireNonNull(events.nextBlock());
      assertThat(start.event()).isEmpty();
      assertThat(start.data()).isEmpty();
      assertThat(start.id()).isEqualTo(position(registry));

      inhabit(registry);

      Block event = events.nextEvent();
      assertThat(event.event()).isEqualTo("registered");
      assertThat(event.id()).isEqualTo(position(registry));
      assertThat(event.data())
          .isEqualTo(
              "{\"revision\":1,\"event\":\"registered\",\"instance_id\":\"i\",\"name\":\"web\","
                  + "\"host\":\"h1\",\"instance\":"
                  + registry.get("/instances/i").body()
                  + "}");
    }
  }

  @FourWays
  void everythingThatCanHappenIsTold(RunningRegistry registry) {
    try (Listening events = registry.listen("?brief=true")) {
      registry.register("i", "web", "h1");
      assertThat(events.nextEvent().event()).isEqualTo("registered");
      registry.post("/instances/i/tools", Bodies.tools(Bodies.tool("deploy")));
      Block tools = events.nextEvent();
      assertThat(tools.event()).isEqualTo("tools");
      assertThat(tools.data()).contains("\"state\":\"live\"").doesNotContain("deploy");
      registry.post("/instances/i/drain");
      Block draining = events.nextEvent();
      assertThat(draining.event()).isEqualTo("draining");
      assertThat(draining.data()).contains("\"state\":\"draining\"");
      registry.post("/instances/i/undrain");
      assertThat(events.nextEvent().event()).isEqualTo("live");
      registry.advance(Duration.ofSeconds(90));
      Block stale = events.nextEvent();
      assertThat(stale.event()).isEqualTo("stale");
      assertThat(stale.data()).contains("\"active\":false").contains("\"state\":\"stale\"");
      registry.post("/instances/i/drain");
      assertThat(events.nextEvent().event()).as("it is not there").isEqualTo("stale");
      registry.post("/instances/i/undrain");
      assertThat(events.nextEvent().event()).as("it still is not").isEqualTo("stale");
      registry.post("/instances/i/heartbeat");
      assertThat(events.nextEvent().event()).isEqualTo("live");
      registry.delete("/instances/i");
      assertThat(events.nextEvent().event()).isEqualTo("deregistered");
    }
  }

  @Test
  void whoIsForgottenIsToldOf() {
    try (RunningRegistry registry =
        new Setup(Way.HTTP).purgeInterval(Duration.ofSeconds(1)).start()) {
      registry.register("i", "web", "h1");
      registry.delete("/instances/i");
      String here = position(registry);
      registry.advance(Duration.ofHours(24));
      try (Listening events = registry.listen("?since=" + here)) {
        Block reaped = events.nextEvent();
        assertThat(reaped.event()).isEqualTo("reaped");
        assertThat(reaped.data())
            .isEqualTo(
                "{\"revision\":3,\"event\":\"reaped\",\"instance_id\":\"i\",\"name\":\"web\","
                    + "\"host\":\"h1\"}");
      }
    }
  }

  @FourWays
  void whoComesBackMissesNothing(RunningRegistry registry) {
    inhabit(registry);
    String here = position(registry);
    registry.post("/instances/i/drain");
    registry.post("/instances/i/undrain");
    try (Listening bySince = registry.listen("?since=" + here);
        Listening byHeader = registry.listen("?since=nonsense", "Last-Event-ID", here)) {
      for (Listening events : List.of(bySince, byHeader)) {
        assertThat(Objects.requireNonNull(events.nextBlock()).id()).isEqualTo(here);
        assertThat(events.nextEvent().event()).isEqualTo("draining");
        Block last = events.nextEvent();
        assertThat(last.event()).isEqualTo("live");
        assertThat(last.id()).isEqualTo(position(registry));
      }
    }
  }

  @FourWays
  void whoComesFromAnotherEpochIsTold(RunningRegistry registry) {
    inhabit(registry);
    try (Listening events = registry.listen("?since=abc-1")) {
      Block reset = events.nextEvent();
      assertThat(reset.event()).isEqualTo("reset");
      assertThat(reset.id()).isEqualTo(position(registry));
      assertThat(reset.data()).isEqualTo("{\"reason\":\"epoch\"}");
      registry.post("/instances/i/drain");
      assertThat(events.nextEvent().event()).as("and it goes on").isEqualTo("draining");
    }
  }

  @Test
  void whoComesBackTooLateIsTold() {
    try (RunningRegistry registry = RunningRegistry.start(Way.HTTP)) {
      registry.register("i", "web", "h1");
      String here = position(registry);
      String many =
          Bodies.tools(Collections.nCopies(9_000, "{\"name\":\"t\"}").toArray(String[]::new));
      for (int round = 0; round < 13; round++) {
        registry.post("/instances/i/tools", many);
        registry.post("/instances/i/tools", Bodies.tools());
      }
      try (Listening events = registry.listen("?since=" + here)) {
        Block reset = events.nextEvent();
        assertThat(reset.event()).isEqualTo("reset");
        assertThat(reset.data()).isEqualTo("{\"reason\":\"too-old\"}");
        assertThat(reset.id()).isEqualTo(position(registry));
      }
    }
  }

  @FourWays
  void eventsAreFilteredByWhatWasAndWhatIs(RunningRegistry registry) {
    try (Listening byHost = registry.listen("?host=h2&host=h3");
        Listening byLabel = registry.listen("?label=env:prod&brief=1");
        Listening byTool = registry.listen("?tool=deploy")) {
      inhabit(registry);
      registry.register("j", "web", "h2");
      registry.post("/instances/j/tools", Bodies.tools(Bodies.tool("backup")));
      registry.post("/instances/i/tools", Bodies.tools(Bodies.tool("deploy"), Bodies.tool("more")));
      registry.post("/instances/i/tools", Bodies.tools(Bodies.tool("more")));
      registry.register("i", "web", "h1");
      registry.delete("/instances/j");

      assertThat(byHost.nextEvent().data()).contains("\"instance_id\":\"j\"", "registered");
      assertThat(byHost.nextEvent().event()).isEqualTo("tools");
      assertThat(byHost.nextEvent().event()).isEqualTo("deregistered");

      assertThat(byLabel.nextEvent().event()).isEqualTo("registered");
      assertThat(byLabel.nextEvent().event()).isEqualTo("tools");
      assertThat(byLabel.nextEvent().event()).isEqualTo("tools");
      assertThat(byLabel.nextEvent().data()).as("it lost its label").contains("registered");

      assertThat(byTool.nextEvent().event()).isEqualTo("registered");
      Block lost = byTool.nextEvent();
      assertThat(lost.data()).as("not told when only others change").contains("\"revision\":5");
    }
  }

  @FourWays
  void silenceIsBrokenWithThePresentPosition(RunningRegistry registry) {
    try (Listening events = registry.listen("?host=nobody")) {
      events.nextBlock();
      inhabit(registry);
      registry.advance(Duration.ofSeconds(15));
      Block alive = Objects.requireNonNull(events.nextBlock());
      assertThat(alive.lines()).contains(": keep-alive");
      assertThat(alive.event()).isEmpty();
      assertThat(alive.id()).isEqualTo(position(registry));
    }
  }

  @FourWays
  void aStreamEndsWithinAnHour(RunningRegistry registry) {
    try (Listening events = registry.listen("")) {
      events.nextBlock();
      registry.advance(Duration.ofHours(1));
      assertThat(events.nextBlock()).isNull();
    }
  }

  @FourWays
  void aStreamEndsWithTheRegistry(RunningRegistry registry) {
    try (Listening events = registry.listen("")) {
      events.nextBlock();
      registry.stop();
      assertThat(events.nextBlock()).isNull();
    }
  }

  @FourWays
  void whatIsNoPositionOrFilterIsRefused(RunningRegistry registry) {
    for (String query : List.of("?since=17", "?since=a-b", "?brief=maybe", "?label=:x", "?host=")) {
      Reply reply = registry.get("/events" + query);
      assertThat(reply.status()).as(query).isEqualTo(422);
      assertThat(reply.body()).as(query).contains("query parameter");
    }
    assertThat(registry.get("/events", "Last-Event-ID", "x").body()).contains("Last-Event-ID");
  }

  @FourWays
  void aHeadIsAllThatHeadGets(RunningRegistry registry) {
    try (Wire wire = registry.connect()) {
      Reply reply =
          wire.send(
                  registry.withKey(
                      "HEAD /events HTTP/1.1\nHost: localhost\n{key}\n\n", "X-API-Key"))
              .replyToHead();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("content-type")).contains("text/event-stream");
      assertThat(wire.send("GET /health HTTP/1.1\nHost: localhost\n\n").reply().status())
          .isEqualTo(200);
    }
  }

  @FourWays
  void whoIsGoneIsNotHeldOnTo(RunningRegistry registry) {
    try (Listening events = registry.listen("")) {
      events.nextBlock();
      assertThat(registry.waiting()).isEqualTo(1);
    }
    while (registry.waiting() > 0) { // noticed when something is sent
      registry.advance(Duration.ofSeconds(15));
      Thread.onSpinWait();
    }
  }
}
