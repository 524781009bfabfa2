package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;

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
  void instancesHaveWeakTagsThatBeatsDoNotMove(RunningRegistry registry) {
    register(registry, "i", "h");
    for (String path : List.of("/instances", "/instances?active=true", "/instances/i")) {
      String tag = tag(registry, path);
      assertThat(tag).matches("W/\"[!#-~]+\"");
      registry.advance(Duration.ofSeconds(1));
      registry.post("/instances/i/heartbeat", "{\"system\":{\"load\":1}}");
      Reply reply = registry.get(path, "If-None-Match", tag);
      assertThat(reply.status()).as(path).isEqualTo(304);
      assertThat(reply.header("etag")).contains(tag);
      register(registry, "i", "h");
      assertThat(tag(registry, path)).as(path + " registered anew").isNotEqualTo(tag);
    }
    String all = tag(registry, "/instances");
    String active = tag(registry, "/instances?active=true");
    registry.post("/instances/i/drain");
    assertThat(tag(registry, "/instances")).isNotEqualTo(all);
    assertThat(tag(registry, "/instances?active=true")).isNotEqualTo(active);
  }

  @FourWays
  void exportsAreTaggedAndEveryReadTellsItsPosition(RunningRegistry registry) {
    register(registry, "i", "h");
    for (String path :
        List.of(
            "/export/superputty",
            "/export/mobaxterm?user=u",
            "/export/ssh-config?user=u",
            "/export/ansible",
            "/export/rundeck",
            "/export/prometheus",
            "/tools/t")) {
      String tag = tag(registry, path);
      Reply held = registry.get(path, "If-None-Match", tag);
      assertThat(held.status()).as(path).isEqualTo(304);
      assertThat(held.header("x-registry-position").orElseThrow()).matches("[0-9a-f]{16}-1");
    }
    assertThat(tag(registry, "/export/mobaxterm?user=v"))
        .isNotEqualTo(tag(registry, "/export/mobaxterm?user=u"));
  }

  @FourWays
  void largeAnswersAreCompressedForThoseWhoTakeThat(RunningRegistry registry) throws Exception {
    register(registry, "i", "h");
    assertThat(registry.get("/tools", "Accept-Encoding", "gzip").header("content-encoding"))
        .as("small ones are not")
        .isEmpty();
    for (int at = 0; at < 20; at++) {
      register(registry, "many-" + at, "host-" + at);
    }
    for (String path : List.of("/tools", "/tools/t", "/hosts", "/export/superputty")) {
      byte[] plain = registry.getBytes(path).body();
      for (String taken : List.of("gzip", "deflate, GZIP;q=0.5", "*", "br, *;q=0.1")) {
        HttpResponse<byte[]> small = registry.getBytes(path, "Accept-Encoding", taken);
        assertThat(small.headers().firstValue("content-encoding")).as(taken).contains("gzip");
        assertThat(small.headers().firstValue("vary")).contains("Accept-Encoding");
        assertThat(small.body().length).isLessThan(plain.length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(small.body())).readAllBytes())
            .isEqualTo(plain);
        String tag = small.headers().firstValue("etag").orElseThrow();
        assertThat(tag).as("other bytes").endsWith("-gz\"").isNotEqualTo(tag(registry, path));
        assertThat(registry.get(path, "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(
                registry
                    .get(path, "Accept-Encoding", taken, "If-None-Match", tag(registry, path))
                    .header("etag"))
            .contains(tag);
      }
      for (String not : List.of("", "identity", "gzip;q=0", "br", "*;q=0")) {
        HttpResponse<byte[]> whole = registry.getBytes(path, "Accept-Encoding", not);
        assertThat(whole.body()).as(not).isEqualTo(plain);
        assertThat(whole.headers().firstValue("vary")).contains("Accept-Encoding");
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
