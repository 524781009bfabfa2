package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Registering, looking at instances, leaving. */
class InstancesContractTest {

  private static final String NOT_FOUND =
      Bodies.problem(404, "Not Found", "Instance not found", "instance-not-found");

  @FourWays
  void aRegistrationIsCreatedAndSaysWhenToBeat(RunningRegistry registry) {
    Reply reply = registry.register("i-1", "web", "web-01");

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("content-type")).contains("application/json");
    assertThat(reply.body()).isEqualTo("{\"status\":\"ok\",\"revision\":1,\"next_heartbeat\":30}");
  }

  @FourWays
  void anInstanceOfAnOldAgentIsShownWhole(RunningRegistry registry) {
    registry.register("i-1", "web", "web-01");

    String expected =
        "{\"instance_id\":\"i-1\",\"name\":\"web\",\"version\":\"1.0\",\"host\":\"web-01\","
            + "\"active\":true,\"last_seen\":1772366400.123456,\"tools\":[],"
            + "\"heartbeat_interval\":30,\"expires_at\":1772366490.123456,"
            + "\"registered_at\":1772366400.123456,\"labels\":{},\"state\":\"live\","
            + "\"heard_at\":1772366400.123456,\"state_since\":1772366400.123456,"
            + "\"published\":false}";
    Reply one = registry.get("/instances/i-1");
    assertThat(one.status()).isEqualTo(200);
    assertThat(one.header("content-type")).contains("application/json");
    assertThat(one.body()).isEqualTo(expected);
    assertThat(registry.get("/instances").body()).isEqualTo("[" + expected + "]");
  }

  @FourWays
  void toolsAreLeftOutOnRequestAndCounted(RunningRegistry registry) {
    registry.register("i", "web", "web-01");
    assertThat(registry.get("/instances/i?tools=false").body())
        .doesNotContain("\"tools\"")
        .endsWith(",\"published\":false,\"tool_count\":0}");
    registry.post("/instances/i/tools", Bodies.tools(Bodies.tool("t"), Bodies.tool("u")));
    String brief = registry.get("/instances/i?tools=0").body();
    assertThat(brief).doesNotContain("\"tools\"").endsWith(",\"published\":true,\"tool_count\":2}");
    assertThat(registry.get("/instances?tools=false&limit=1").body()).isEqualTo("[" + brief + "]");
    assertThat(registry.get("/instances?tools=true").body())
        .isEqualTo(registry.get("/instances").body())
        .contains("\"tools\":[{");
    assertThat(registry.get("/instances?tools=some").status()).isEqualTo(422);
    String tag = registry.get("/instances/i?tools=false").header("etag").orElseThrow();
    assertThat(registry.get("/instances/i?tools=false", "If-None-Match", tag).status())
        .isEqualTo(304);
  }

  @FourWays
  void timesHaveAFractionAlsoAtAWholeSecond(RunningRegistry registry) {
    registry.clock().moveTo(Instant.parse("2026-03-01T12:00:01Z"));
    registry.register("i", "web", "h");
    assertThat(registry.get("/instances/i").body())
        .contains("\"last_seen\":1772366401.000000", "\"expires_at\":1772366491.000000");
  }

  @FourWays
  void everythingOptionalIsShownAfterTheFixedMembers(RunningRegistry registry) {
    String more =
        "\"heartbeat_interval\":7.5,\"labels\":{\"zone\":\"b\",\"env\":\"prod\"},"
            + "\"ssh\":{\"address\":\"10.0.0.7\",\"port\":2222,\"user\":\"ops\"},"
            + "\"tools_hash\":\"abc\",\"tools\":[{\"name\":\"t\"}]";
    Reply reply = registry.post("/instances", Bodies.registration("i", "web", "web-01", more));
    registry.post("/instances/i/heartbeat", "{\"system\":{\"load\": 0.5}}");

    assertThat(reply.body()).isEqualTo("{\"status\":\"ok\",\"revision\":1,\"next_heartbeat\":7.5}");
    assertThat(registry.get("/instances/i").body())
        .isEqualTo(
            "{\"instance_id\":\"i\",\"name\":\"web\",\"version\":\"1.0\",\"host\":\"web-01\","
                + "\"active\":true,\"last_seen\":1772366400.123456,\"tools\":[{\"name\":\"t\"}],"
                + "\"heartbeat_interval\":7.5,\"expires_at\":1772366422.623456,"
                + "\"registered_at\":1772366400.123456,"
                + "\"labels\":{\"env\":\"prod\",\"zone\":\"b\"},\"state\":\"live\","
                + "\"ssh\":{\"address\":\"10.0.0.7\",\"port\":2222,\"user\":\"ops\"},"
                + "\"tools_hash\":\"abc\",\"system\":{\"load\":0.5},"
                + "\"heard_at\":1772366400.123456,\"state_since\":1772366400.123456,"
                + "\"published\":true}");
  }

  @FourWays
  void aSignatureIsKeptAsItCameUntilOtherToolsCome(RunningRegistry registry) {
    String signature =
        "\"signature\":{\"signed_at\":1772366400,\"signature\":\"-----BEGIN SSH"
            + " SIGNATURE-----\\nU1NI\\n-----END SSH SIGNATURE-----\\n\"}";
    registry.post(
        "/instances",
        Bodies.registration("i", "web", "h", "\"tools\":[{\"name\":\"t\"}]," + signature));
    String tag = registry.get("/instances/i").header("etag").orElseThrow();
    assertThat(registry.get("/instances/i").body())
        .endsWith("\"published\":true," + signature + "}");
    assertThat(registry.get("/instances").body()).contains(signature);
    assertThat(registry.get("/tools").body()).doesNotContain("signature");

    registry.post("/instances/i/heartbeat", "{\"name\":\"web\",\"version\":\"2\",\"host\":\"h\"}");
    assertThat(registry.get("/instances/i").body()).contains(signature);

    registry.post(
        "/instances/i/tools",
        "{\"tools\":[{\"name\":\"t\"}]," + signature.replace("6400", "6401") + "}");
    assertThat(registry.get("/instances/i").body()).contains("\"signed_at\":1772366401");
    assertThat(registry.get("/instances/i").header("etag").orElseThrow()).isNotEqualTo(tag);

    registry.post("/instances/i/tools", "{\"tools\":[{\"name\":\"t\"}]}");
    assertThat(registry.get("/instances/i").body()).doesNotContain("signature");
  }

  @FourWays
  void registeringWithToolsPublishesThemInTheSameStep(RunningRegistry registry) {
    Reply reply =
        registry.post(
            "/instances", Bodies.registration("i", "web", "h", "\"tools\":[{\"name\":\"t\"}]"));

    assertThat(Json.at(reply.body(), "/revision")).isEqualTo("1");
    assertThat(registry.get("/tools/t").status()).isEqualTo(200);
    assertThat(registry.post("/instances/i/heartbeat").body()).contains("\"ack\"");
  }

  @FourWays
  void nullIsTheSameAsLeavingAnOptionalMemberOut(RunningRegistry registry) {
    String nulls =
        "\"heartbeat_interval\":null,\"labels\":null,\"ssh\":null,\"tools_hash\":null,"
            + "\"tools\":null";
    registry.post("/instances", Bodies.registration("a", "web", "h", nulls));
    registry.register("b", "web", "h");

    assertThat(registry.get("/instances/a").body().replace("\"a\"", "\"b\""))
        .isEqualTo(registry.get("/instances/b").body());
    assertThat(registry.post("/instances/a/heartbeat").body()).contains("\"refresh\"");
  }

  @FourWays
  void unknownMembersAreIgnored(RunningRegistry registry) {
    String more = "\"colour\":[{\"deep\":null}],\"status\":5,\"active\":false,\"last_seen\":1";
    assertThat(registry.post("/instances", Bodies.registration("a", "web", "h", more)).status())
        .isEqualTo(201);
    registry.register("b", "web", "h");

    assertThat(registry.get("/instances/a").body().replace("\"a\"", "\"b\""))
        .isEqualTo(registry.get("/instances/b").body());
  }

  @FourWays
  void theShortestAndTheLongestIntervalAreTaken(RunningRegistry registry) {
    for (String seconds : List.of("1", "86400", "1.0", "1e3", "86400.000")) {
      Reply reply =
          registry.post(
              "/instances",
              Bodies.registration("i", "n", "h", "\"heartbeat_interval\":" + seconds));
      assertThat(reply.status()).as(seconds).isEqualTo(201);
    }
    assertThat(Json.at(registry.get("/instances/i").body(), "/heartbeat_interval"))
        .isEqualTo("86400");
  }

  @FourWays
  void aSecondRegistrationReplacesTheRecordAndItsTools(RunningRegistry registry) {
    registry.post(
        "/instances",
        Bodies.registration(
            "i", "old", "h1", "\"labels\":{\"a\":\"b\"},\"tools\":[{\"name\":\"t\"}]"));
    registry.advance(Duration.ofSeconds(1));
    assertThat(registry.register("i", "new", "h2").status()).isEqualTo(201);

    String shown = registry.get("/instances/i").body();
    assertThat(shown).contains("\"name\":\"new\"", "\"host\":\"h2\"", "\"tools\":[]", "{}");
    assertThat(Json.at(shown, "/registered_at")).isEqualTo("1772366401.123456");
    assertThat(registry.get("/tools").body()).isEqualTo("[]");
    assertThat(Json.each(registry.get("/hosts").body(), "name")).containsExactly("\"new\"");
    assertThat(registry.post("/instances/i/heartbeat").body()).contains("\"refresh\"");
  }

  @FourWays
  void whoLeftStaysKnownAndInactive(RunningRegistry registry) {
    registry.register("i", "web", "h");
    Reply reply = registry.delete("/instances/i");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"status\":\"ok\",\"revision\":2}");
    String shown = registry.get("/instances/i").body();
    assertThat(shown).contains("\"active\":false", "\"state\":\"gone\"");
    assertThat(registry.get("/instances").body()).isEqualTo("[" + shown + "]");
    assertThat(registry.get("/instances?active=true").body()).isEqualTo("[]");
    assertThat(registry.delete("/instances/i").body())
        .as("leaving twice changes nothing")
        .isEqualTo(reply.body());
  }

  @FourWays
  void leavingIsFineForWhoWasNeverThere(RunningRegistry registry) {
    String before = registry.state();
    Reply reply = registry.delete("/instances/nobody");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(Json.at(reply.body(), "/status")).isEqualTo("\"ok\"");
    assertThat(registry.state()).isEqualTo(before);
  }

  @FourWays
  void aBeatAfterLeavingBringsTheInstanceBackWithItsTools(RunningRegistry registry) {
    registry.register("i", "web", "h");
    registry.post("/instances/i/tools", Bodies.tools(Bodies.tool("t")));
    registry.delete("/instances/i");
    assertThat(registry.get("/tools").body()).isEqualTo("[]");

    assertThat(registry.post("/instances/i/heartbeat").body()).contains("\"ack\"");
    assertThat(registry.get("/instances/i").body()).contains("\"state\":\"live\"");
    assertThat(registry.get("/tools/t").status()).isEqualTo(200);
  }

  @FourWays
  void unknownInstancesAreNotFound(RunningRegistry registry) {
    for (Reply reply :
        List.of(
            registry.get("/instances/nobody"),
            registry.post("/instances/nobody/tools", "{\"tools\":[]}"),
            registry.post("/instances/nobody/drain"),
            registry.post("/instances/nobody/undrain"))) {
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.header("content-type")).contains("application/problem+json");
      assertThat(reply.body()).isEqualTo(NOT_FOUND);
    }
  }

  @FourWays
  void idsAreDifferentWhenTheyDifferInCaseOrForm(RunningRegistry registry) {
    List<String> ids = List.of("id", "ID", "\u00e9", "e\u0301", " id", "id ");
    ids.forEach(id -> registry.register(id, "n-" + ids.indexOf(id), "h"));

    assertThat(Json.each(registry.get("/instances").body(), "instance_id"))
        .hasSize(ids.size())
        .doesNotHaveDuplicates();
  }
}
