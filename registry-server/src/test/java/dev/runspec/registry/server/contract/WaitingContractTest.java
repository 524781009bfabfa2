package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Reads that wait until what they asked for changes (RFC 7240). */
class WaitingContractTest {

  private static void inhabit(RunningRegistry registry) {
    registry.post(
        "/instances",
        Bodies.registration(
            "i", "web", "h1", "\"tools\":" + Bodies.array(Bodies.tool("t"), Bodies.tool("other"))));
  }

  private static String tag(RunningRegistry registry, String path) {
    return registry.get(path).header("etag").orElseThrow();
  }

  @FourWays
  void aWaitingReadIsAnsweredWhenItsAnswerChanges(RunningRegistry registry) {
    inhabit(registry);
    for (String path :
        List.of(
            "/tools",
            "/tools/t",
            "/tools?active=false",
            "/tools/t?active=false",
            "/hosts",
            "/instances",
            "/instances?active=true",
            "/export/superputty",
            "/export/mobaxterm?user=x",
            "/export/ssh-config",
            "/export/ansible",
            "/export/rundeck",
            "/export/prometheus?port=9200")) {
      CompletableFuture<Reply> waiting = registry.getWaiting(path, tag(registry, path), 600);
      assertThat(waiting).as(path).isNotDone();
      registry.post(
          "/instances",
          Bodies.registration("j", "web", "h2", "\"tools\":" + Bodies.array(Bodies.tool("t"))));
      Reply reply = reply(waiting);
      assertThat(reply.status()).as(path).isEqualTo(200);
      assertThat(reply.header("preference-applied")).contains("wait=600");
      assertThat(reply.header("etag")).contains(tag(registry, path));
      assertThat(reply.body()).contains("h2");
      registry.register("j", "web", "h2");
      registry.register("j", "web", "h1"); // and away with h2
      registry.delete("/instances/j");
      registry.advance(Duration.ofSeconds(1));
      registry.post("/instances/i/heartbeat");
    }
  }

  @FourWays
  void whatConcernsOthersEndsNoWait(RunningRegistry registry) {
    inhabit(registry);
    CompletableFuture<Reply> tool = registry.getWaiting("/tools/t", tag(registry, "/tools/t"), 30);
    CompletableFuture<Reply> instance =
        registry.getWaiting("/instances/i", tag(registry, "/instances/i"), 30);
    registry.post(
        "/instances",
        Bodies.registration("j", "db", "h2", "\"tools\":" + Bodies.array(Bodies.tool("other"))));
    registry.post("/instances/j/drain");
    registry.post("/instances/i/heartbeat", "{\"system\":{\"load\":1}}");
    registry.advance(Duration.ofSeconds(27));
    registry.post("/instances/i/heartbeat");
    assertThat(tool).isNotDone();
    assertThat(instance).isNotDone();

    registry.advance(Duration.ofSeconds(3));
    for (CompletableFuture<Reply> waiting : List.of(tool, instance)) {
      Reply reply = reply(waiting);
      assertThat(reply.status()).isEqualTo(304);
      assertThat(reply.header("preference-applied")).contains("wait=30");
      assertThat(reply.header("etag")).isPresent();
      assertThat(reply.body()).isEmpty();
    }
  }

  @FourWays
  void staleAndGoneEndAWait(RunningRegistry registry) {
    inhabit(registry);
    CompletableFuture<Reply> tool = registry.getWaiting("/tools/t", tag(registry, "/tools/t"), 600);
    CompletableFuture<Reply> instance =
        registry.getWaiting("/instances/i", tag(registry, "/instances/i"), 600);
    registry.advance(Duration.ofSeconds(90));
    assertThat(reply(tool).status()).isEqualTo(404);
    assertThat(reply(instance).body()).contains("\"state\":\"stale\"");
  }

  @FourWays
  void whoHasAnotherAnswerDoesNotWait(RunningRegistry registry) {
    inhabit(registry);
    for (String[] headers :
        List.of(
            new String[] {"Prefer", "wait=30"},
            new String[] {"Prefer", "wait=30", "If-None-Match", "\"other\""},
            new String[] {"Prefer", "wait=0", "If-None-Match", tag(registry, "/tools")},
            new String[] {"Prefer", "wait=soon", "If-None-Match", tag(registry, "/tools")},
            new String[] {"Prefer", "await=30", "If-None-Match", tag(registry, "/tools")})) {
      Reply reply = registry.get("/tools", headers);
      assertThat(reply.header("preference-applied")).as(List.of(headers).toString()).isEmpty();
    }
  }

  @FourWays
  void aWaitIsNeverLongerThanTenMinutesAndMayStandAmongOtherPreferences(RunningRegistry registry) {
    inhabit(registry);
    String tag = tag(registry, "/hosts");
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(
            () ->
                registry.get(
                    "/hosts",
                    "If-None-Match",
                    tag,
                    "Prefer",
                    "respond-async, handling=lenient; x=1, Wait=\"86400\""),
            Thread::startVirtualThread);
    while (registry.waiting() == 0) {
      Thread.onSpinWait();
    }
    for (int minute = 0; minute < 10; minute++) {
      registry.advance(Duration.ofMinutes(1));
      registry.post("/instances/i/heartbeat");
    }
    Reply reply = reply(waiting);
    assertThat(reply.status()).isEqualTo(304);
    assertThat(reply.header("preference-applied")).contains("wait=600");
  }

  @FourWays
  void aStoppingRegistryAnswersWhoeverWaits(RunningRegistry registry) {
    inhabit(registry);
    CompletableFuture<Reply> waiting = registry.getWaiting("/tools", tag(registry, "/tools"), 600);
    registry.stop();
    assertThat(reply(waiting).status()).isEqualTo(304);
  }

  private static Reply reply(CompletableFuture<Reply> waiting) {
    return waiting.orTimeout(60, TimeUnit.SECONDS).join();
  }
}
