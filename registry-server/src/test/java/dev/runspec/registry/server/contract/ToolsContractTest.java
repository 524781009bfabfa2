package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire.Reply;
import java.util.List;
import java.util.stream.IntStream;

/** Publishing tools, and looking them up by name. */
class ToolsContractTest {

  private static void agent(RunningRegistry registry, String host, String name, String... tools) {
    String id = host + "/" + name;
    registry.post(
        "/instances", Bodies.registration(id, name, host, "\"tools\":" + Bodies.array(tools)));
  }

  @FourWays
  void publishingIsOkAndBumpsTheRevision(RunningRegistry registry) {
    registry.register("i", "web", "h");
    Reply reply = registry.post("/instances/i/tools", Bodies.tools(Bodies.tool("t")));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"status\":\"ok\",\"revision\":2}");
  }

  @FourWays
  void aGroupShowsExactlyWhatTheAgentSent(RunningRegistry registry) {
    agent(registry, "web-01", "web", Bodies.tool("deploy"));

    String hash = Json.at(registry.get("/tools/deploy").body(), "/hosts/0/schema_hash");
    assertThat(Json.unquoted(hash)).matches("[0-9a-f]{64}");
    String expected =
        "{\"name\":\"deploy\",\"description\":\"Does deploy\","
            + "\"inputSchema\":{\"type\":\"object\"},\"hosts\":[{\"host\":\"web-01\","
            + "\"x-command\":\"/bin/deploy\",\"x-run-as\":\"\",\"x-become-method\":\"sudo\","
            + "\"instance_id\":\"web-01/web\",\"instance\":\"web\",\"version\":\"1.0\","
            + "\"labels\":{},\"schema_hash\":"
            + hash
            + "}]}";
    Reply one = registry.get("/tools/deploy");
    assertThat(one.status()).isEqualTo(200);
    assertThat(one.header("content-type")).contains("application/json");
    assertThat(one.body()).isEqualTo(expected);
    assertThat(registry.get("/tools").body()).isEqualTo("[" + expected + "]");
  }

  @FourWays
  void executionMembersStandInHostsOnlyAndOnlyThoseThatWereSent(RunningRegistry registry) {
    agent(
        registry,
        "h1",
        "web",
        "{\"name\":\"t\",\"x-become-flags\":\"-H\",\"x-autonomy\":\"manual\",\"x-command\":\"c\"}");
    agent(registry, "h2", "web", "{\"x-autonomy\":\"manual\",\"name\":\"t\"}");

    String group = registry.get("/tools/t").body();
    assertThat(Json.members(group, "")).startsWith("name", "description", "inputSchema", "hosts");
    assertThat(group).startsWith("{\"name\":\"t\",\"description\":\"\",\"inputSchema\":{},");
    assertThat(Json.members(group, "/hosts/0"))
        .filteredOn(member -> member.startsWith("x-"))
        .containsExactlyInAnyOrder("x-command", "x-become-flags");
    assertThat(Json.members(group, "/hosts/1")).noneMatch(member -> member.startsWith("x-"));
  }

  @FourWays
  void hostEntriesSayWhichInstanceAndHowToReachIt(RunningRegistry registry) {
    registry.post(
        "/instances",
        Bodies.registration(
            "i",
            "web",
            "h",
            "\"labels\":{\"b\":\"2\",\"a\":\"1\"},\"ssh\":{\"port\":22022},"
                + "\"tools\":[{\"name\":\"t\"}]"));

    assertThat(Json.at(registry.get("/tools/t").body(), "/hosts/0"))
        .startsWith(
            "{\"host\":\"h\",\"instance_id\":\"i\",\"instance\":\"web\",\"version\":\"1.0\","
                + "\"labels\":{\"a\":\"1\",\"b\":\"2\"},\"ssh\":{\"port\":22022},"
                + "\"schema_hash\":\"");
  }

  @FourWays
  void groupsAreOrderedByNameAndTheirHostsByHostAndAgent(RunningRegistry registry) {
    agent(registry, "h2", "web", Bodies.tool("b"), Bodies.tool("a"));
    agent(registry, "h1", "web", Bodies.tool("b"));
    agent(registry, "h1", "db", Bodies.tool("b"));

    String groups = registry.get("/tools").body();
    assertThat(Json.each(groups, "name")).containsExactly("\"a\"", "\"b\"");
    assertThat(Json.each(Json.at(groups, "/1/hosts"), "instance_id"))
        .containsExactly("\"h1/db\"", "\"h1/web\"", "\"h2/web\"");
    assertThat(registry.get("/tools/b").body()).isEqualTo(Json.at(groups, "/1"));
  }

  @FourWays
  void anInstanceKeepsItsToolsAsTheyWereSent(RunningRegistry registry) {
    String first =
        "{\"x-command\":\"/b\",\"title\":\"T\",\"name\":\"b\",\"x-run-as\":\"app\","
            + "\"annotations\":{\"z\":1,\"a\":[true,null]},\"x-output\":\"json\"}";
    String second = "{\"name\":\"a\",\"description\":null,\"x-command\":null}";
    agent(registry, "h", "web", first, second);

    assertThat(Json.at(registry.get("/instances/h%2Fweb").body(), "/tools"))
        .isEqualTo("[" + first + "," + second + "]");
    assertThat(Json.at(registry.get("/instances").body(), "/0/tools"))
        .isEqualTo("[" + first + "," + second + "]");
  }

  @FourWays
  void aToolGivenTwiceIsTwoHostEntries(RunningRegistry registry) {
    String one = "{\"name\":\"t\",\"x-command\":\"/one\"}";
    String two = "{\"name\":\"t\",\"x-command\":\"/two\"}";
    agent(registry, "h", "web", one, two, one);

    assertThat(Json.each(Json.at(registry.get("/tools/t").body(), "/hosts"), "x-command"))
        .containsExactly("\"/one\"", "\"/two\"", "\"/one\"");
    assertThat(Json.at(registry.get("/hosts").body(), "/0/tool_count")).isEqualTo("3");
    registry.post("/instances/h%2Fweb/tools", Bodies.tools(two));
    assertThat(Json.each(Json.at(registry.get("/tools/t").body(), "/hosts"), "x-command"))
        .containsExactly("\"/two\"");
  }

  @FourWays
  void publishingReplacesWhatWasThere(RunningRegistry registry) {
    agent(registry, "h", "web", Bodies.tool("a"), Bodies.tool("b"));
    registry.post("/instances/h%2Fweb/tools", Bodies.tools(Bodies.tool("b"), Bodies.tool("c")));
    assertThat(Json.each(registry.get("/tools").body(), "name")).containsExactly("\"b\"", "\"c\"");

    registry.post("/instances/h%2Fweb/tools", "{\"tools\":[]}");
    assertThat(registry.get("/tools").body()).isEqualTo("[]");
    assertThat(registry.get("/tools?active=false").body()).isEqualTo("[]");
  }

  @FourWays
  void publishingIsAlsoASignOfLife(RunningRegistry registry) {
    agent(registry, "h", "web", Bodies.tool("a"));
    registry.delete("/instances/h%2Fweb");
    registry.post("/instances/h%2Fweb/tools", Bodies.tools(Bodies.tool("b")));

    assertThat(registry.get("/instances/h%2Fweb").body()).contains("\"active\":true");
    assertThat(registry.get("/tools/b").status()).isEqualTo(200);
  }

  @FourWays
  void toolsOfWhoLeftAreSeenOnlyByThoseWhoAskForAll(RunningRegistry registry) {
    agent(registry, "h", "web", Bodies.tool("t"));
    String group = registry.get("/tools/t").body();
    registry.delete("/instances/h%2Fweb");

    assertThat(registry.get("/tools").body()).isEqualTo("[]");
    assertThat(registry.get("/tools/t").body())
        .isEqualTo(Bodies.problem(404, "Not Found", "Tool not found", "tool-not-found"));
    assertThat(registry.get("/tools/t").status()).isEqualTo(404);
    assertThat(registry.get("/tools?active=false").body()).isEqualTo("[" + group + "]");
    assertThat(registry.get("/tools/t?active=false").body()).isEqualTo(group);
    assertThat(registry.get("/tools/u?active=false").status()).isEqualTo(404);
  }

  @FourWays
  void hostsThatDisagreeAreTold(RunningRegistry registry) {
    String agreed = "{\"name\":\"t\",\"description\":\"agreed\",\"x-command\":\"%s\"}";
    agent(registry, "h1", "web", "{\"name\":\"t\",\"description\":\"drifted\"}");
    agent(registry, "h2", "web", agreed.formatted("/a"));
    agent(registry, "h3", "web", agreed.formatted("/b"));

    String group = registry.get("/tools/t").body();
    assertThat(Json.at(group, "/description")).isEqualTo("\"agreed\"");
    assertThat(Json.members(group, ""))
        .containsExactly("name", "description", "inputSchema", "hosts", "variants");
    List<String> hashes = Json.each(Json.at(group, "/hosts"), "schema_hash");
    assertThat(hashes.get(1)).isEqualTo(hashes.get(2)).isNotEqualTo(hashes.get(0));
    assertThat(Json.at(group, "/variants"))
        .isEqualTo(
            "[{\"schema_hash\":%s,\"hosts\":[\"h1\"]},{\"schema_hash\":%s,\"hosts\":[\"h2\",\"h3\"]}]"
                .formatted(hashes.get(0), hashes.get(1)));

    agent(registry, "h1", "web", agreed.formatted("/c"));
    assertThat(Json.members(registry.get("/tools/t").body(), "")).doesNotContain("variants");
  }

  @FourWays
  void twoThousandToolsOfMoreThanAMegabyteArePublishedAtOnce(RunningRegistry registry) {
    String padding = "x".repeat(600);
    String[] tools =
        IntStream.range(0, 2000)
            .mapToObj(
                at ->
                    "{\"name\":\"t-%04d\",\"description\":\"%s\",\"x-command\":\"/c\"}"
                        .formatted(at, padding))
            .toArray(String[]::new);
    String body = Bodies.tools(tools);
    assertThat(body.length()).isGreaterThan(1 << 20);
    registry.register("i", "web", "h");

    assertThat(registry.post("/instances/i/tools", body).status()).isEqualTo(200);
    assertThat(Json.at(registry.get("/hosts").body(), "/0/tool_count")).isEqualTo("2000");
    assertThat(registry.get("/instances/i").body()).contains(Bodies.array(tools));
    assertThat(registry.get("/tools").body().split("\"schema_hash\"", -1)).hasSize(2001);
    assertThat(registry.get("/tools/t-1999").status()).isEqualTo(200);
  }
}
