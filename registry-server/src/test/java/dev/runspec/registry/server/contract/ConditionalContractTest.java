package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.time.Duration;
import java.util.List;

/** Entity tags: who has the answer already is told so in a few bytes. */
class ConditionalContractTest {

  private static final List<String> TAGGED =
      List.of(
          "/tools",
          "/tools?active=false",
          "/tools/t",
          "/tools/t?active=false",
          "/hosts",
          "/hosts?active=false");

  private static void register(RunningRegistry registry, String id, String host) {
    registry.post(
        "/instances", Bodies.registration(id, "web", host, "\"tools\":[{\"name\":\"t\"}]"));
  }

  private static String tag(RunningRegistry registry, String path) {
    return registry.get(path).header("etag").orElseThrow();
  }

  @FourWays
  void whoHasTheAnswerGets304(RunningRegistry registry) {
    register(registry, "i", "h");
    for (String path : TAGGED) {
      String tag = tag(registry, path);
      assertThat(tag).as("a strong tag").matches("\"[!#-~]+\"");
      for (String held :
          List.of(tag, "W/" + tag, "\"other\", " + tag, "\"a\",W/" + tag + " ,\"b\"", "*")) {
        Reply reply = registry.get(path, "If-None-Match", held);
        assertThat(reply.status()).as(path + " " + held).isEqualTo(304);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("etag")).contains(tag);
      }
    }
  }

  @FourWays
  void whoHasAnotherAnswerGetsThisOne(RunningRegistry registry) {
    register(registry, "i", "h");
    for (String path : TAGGED) {
      String tag = tag(registry, path);
      for (String held :
          List.of("\"other\"", tag.replace("\"", ""), "\"" + tag.substring(2), "", "\"\"")) {
        Reply reply = registry.get(path, "If-None-Match", held);
        assertThat(reply.status()).as(path + " " + held).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(registry.get(path).body());
      }
    }
  }

  @FourWays
  void a304StandsOnItsConnectionLikeAnyAnswer(RunningRegistry registry) {
    register(registry, "i", "h");
    String request =
        "GET /tools HTTP/1.1\nHost: localhost\nIf-None-Match: " + tag(registry, "/tools") + "\n\n";
    try (Wire wire = registry.connect()) {
      for (int round = 0; round < 3; round++) {
        Reply reply = wire.send(request).replyToHead();
        assertThat(reply.status()).isEqualTo(304);
        assertThat(reply.header("transfer-encoding")).isEmpty();
      }
      assertThat(wire.send("GET /health HTTP/1.1\nHost: localhost\n\n").reply().body())
          .isEqualTo("{\"status\":\"ok\"}");
    }
  }

  @FourWays
  void beatsChangeNothingThatIsTagged(RunningRegistry registry) {
    register(registry, "i", "h");
    List<String> before = TAGGED.stream().map(path -> tag(registry, path)).toList();
    registry.advance(Duration.ofSeconds(10));
    registry.post("/instances/i/heartbeat", "{\"system\":{\"load\":1}}");
    assertThat(TAGGED.stream().map(path -> tag(registry, path)).toList()).isEqualTo(before);
  }

  @FourWays
  void sayingTheSameAgainChangesNothingThatIsTagged(RunningRegistry registry) {
    register(registry, "i", "h");
    List<String> before = TAGGED.stream().map(path -> tag(registry, path)).toList();
    registry.advance(Duration.ofSeconds(10));
    register(registry, "i", "h");
    registry.post("/instances/i/tools", "{\"tools\":[{\"name\":\"t\"}]}");
    assertThat(TAGGED.stream().map(path -> tag(registry, path)).toList()).isEqualTo(before);
  }

  @FourWays
  void whatIsShownDecidesTheTag(RunningRegistry registry) {
    register(registry, "i", "h");
    for (String path : TAGGED) {
      String tag = tag(registry, path);
      register(registry, "j", "h2");
      assertThat(tag(registry, path)).as(path + " with another host").isNotEqualTo(tag);
      registry.register("j", "web", "h");
      registry.delete("/instances/j");
      registry.post("/instances/i/tools", "{\"tools\":[{\"name\":\"t\"}]}");
      assertThat(tag(registry, path)).as(path + " as it was").isEqualTo(tag);
    }
  }

  @FourWays
  void stalenessChangesTheTagsOfWhatLives(RunningRegistry registry) {
    register(registry, "i", "h");
    String live = tag(registry, "/tools");
    String known = tag(registry, "/tools?active=false");
    registry.advance(Duration.ofSeconds(90));
    assertThat(registry.get("/tools", "If-None-Match", live).body()).isEqualTo("[]");
    assertThat(registry.get("/tools?active=false", "If-None-Match", known).status()).isEqualTo(304);
    assertThat(registry.get("/tools/t", "If-None-Match", live).status()).isEqualTo(404);
  }
}
