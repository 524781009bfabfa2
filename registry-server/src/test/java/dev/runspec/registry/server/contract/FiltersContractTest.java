package dev.runspec.registry.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire.Reply;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which entries of a list somebody asks for: search, host, label, state and filter. */
class FiltersContractTest {

  private RunningRegistry registry;

  /**
   * Four agents: {@code web} on two hosts that do not agree about {@code deploy}, {@code db} on the
   * first of them, and {@code old}, which left.
   */
  @BeforeEach
  void start() {
    registry = RunningRegistry.start(Way.HTTP);
    agent(
        "w1",
        "web",
        "web-01",
        "\"labels\":{\"env\":\"prod\",\"zone\":\"eu:1\"},\"ssh\":{\"port\":22022},\"tools_hash\":\"x\"",
        "{\"name\":\"deploy\",\"description\":\"Deploys the shop\",\"x-autonomy\":\"confirm\","
            + "\"inputSchema\":{\"type\":\"object\",\"properties\":{\"env\":{\"type\":\"string\","
            + "\"enum\":[\"test\",\"prod\",3,true,null,{\"a\":[1.0]}]}},\"required\":[]},"
            + "\"x-command\":\"/bin/deploy\",\"x-run-as\":\"shop\",\"x-become-flags\":\"-H\"}",
        "{\"name\":\"status\",\"description\":\"Says how it IS\",\"x-autonomy\":\"autonomous\","
            + "\"title\":\"Status\",\"x-count\":1.0,\"x-command\":\"status\",\"x-run-as\":\"\"}");
    agent(
        "w2",
        "web",
        "web-02",
        "\"labels\":{\"env\":\"test\"},\"heartbeat_interval\":45.5",
        "{\"name\":\"deploy\",\"description\":\"Ships it\",\"x-autonomy\":\"manual\","
            + "\"x-command\":\"/opt/deploy\",\"x-become-method\":\"su\"}");
    agent("d1", "db", "web-01", "\"labels\":{\"env\":\"prod\"}", "{\"name\":\"backup\"}");
    agent("o1", "old", "web-09", "\"labels\":{}", "{\"name\":\"backup\"}");
    registry.delete("/instances/o1");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private void agent(String id, String name, String host, String more, String... tools) {
    registry.post(
        "/instances",
        Bodies.registration(id, name, host, more + ",\"tools\":" + Bodies.array(tools)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** The tools, each with the instances that have it: {@code deploy[w1,w2]}. */
  private List<String> tools(String query) {
    Reply reply = registry.get("/tools?" + query);
    assertThat(reply.status()).as(query + reply.body()).isEqualTo(200);
    return Json.elements(reply.body()).stream()
        .map(
            group ->
                (Json.at(group, "/name") + Json.each(Json.at(group, "/hosts"), "instance_id"))
                    .replaceAll("[\" ]", ""))
        .toList();
  }

  private List<String> hosts(String query) {
    return ids("/hosts?" + query);
  }

  private List<String> instances(String query) {
    return ids("/instances?" + query);
  }

  private List<String> ids(String path) {
    Reply reply = registry.get(path);
    assertThat(reply.status()).as(path + reply.body()).isEqualTo(200);
    return Json.each(reply.body(), "instance_id").stream().map(id -> id.replace("\"", "")).toList();
  }

  @Test
  void toolsAreSearchedByNameAndByTheDescriptionOfEachHost() {
    assertThat(tools("q=DEPLOY")).containsExactly("deploy[w1,w2]");
    assertThat(tools("q=shop")).containsExactly("deploy[w1]");
    assertThat(tools("q=ships%20IT")).containsExactly("deploy[w2]");
    assertThat(tools("q=is")).containsExactly("status[w1]");
    assertThat(tools("q=s")).containsExactly("deploy[w1,w2]", "status[w1]");
    assertThat(tools("q=web-01")).isEmpty();
  }

  @Test
  void hostsAndInstancesAreSearchedByAllThatNamesThem() {
    for (String text : List.of("w1", "EU:1", "zone", "status")) {
      assertThat(hosts("q=" + encoded(text))).as(text).containsExactly("w1");
      assertThat(instances("q=" + encoded(text))).as(text).containsExactly("w1");
    }
    assertThat(hosts("q=web-01")).containsExactly("d1", "w1");
    assertThat(instances("q=backup")).containsExactly("d1", "o1");
    assertThat(hosts("q=1.0")).hasSize(3);
    assertThat(instances("q=nothing")).isEmpty();
  }

  @Test
  void hostsAreAlternativesAndLabelsAreNot() {
    assertThat(tools("host=web-02")).containsExactly("deploy[w2]");
    assertThat(tools("host=web-01&host=web-02"))
        .containsExactly("backup[d1]", "deploy[w1,w2]", "status[w1]");
    assertThat(hosts("host=web-01")).containsExactly("d1", "w1");
    assertThat(hosts("host=web")).isEmpty();
    assertThat(instances("host=web-09&host=web-02")).containsExactly("o1", "w2");
    assertThat(tools("label=env:prod")).containsExactly("backup[d1]", "deploy[w1]", "status[w1]");
    assertThat(tools("label=env:prod&label=zone:eu:1")).containsExactly("deploy[w1]", "status[w1]");
    assertThat(hosts("label=zone")).containsExactly("w1");
    assertThat(instances("label=env")).containsExactly("d1", "w1", "w2");
    assertThat(instances("label=env:")).isEmpty();
  }

  @Test
  void whoAsksForStatesSeesThoseThatDoNotLive() {
    registry.post("/instances/w2/drain");
    registry.advance(Duration.ofSeconds(30));
    registry.post("/instances/w1/heartbeat");
    registry.post("/instances/w2/heartbeat");
    registry.advance(Duration.ofSeconds(60));

    assertThat(instances("state=stale")).containsExactly("d1");
    assertThat(instances("state=live,gone")).containsExactly("o1", "w1");
    assertThat(hosts("state=draining&state=stale")).containsExactly("d1", "w2");
    assertThat(tools("state=gone,stale")).containsExactly("backup[d1,o1]");
    assertThat(tools("state=draining")).containsExactly("deploy[w2]");
    assertThat(tools("state=stale&active=true")).isEmpty();
    assertThat(tools("filter=" + encoded("state == draining") + "&active=false"))
        .containsExactly("deploy[w2]");
    assertThat(tools("filter=" + encoded("state == draining"))).isEmpty();
  }

  @Test
  void aGroupIsWhatItWouldBeIfOnlyThoseHostsExisted() {
    String both = registry.get("/tools/deploy").body();
    String first = Json.at(registry.get("/tools?host=web-01&q=deploy").body(), "/0");
    String second = Json.at(registry.get("/tools?host=web-02").body(), "/0");

    assertThat(Json.members(both, "")).contains("variants");
    assertThat(Json.members(first, ""))
        .containsExactly("name", "description", "inputSchema", "hosts", "x-autonomy");
    assertThat(Json.at(first, "/description")).isEqualTo("\"Deploys the shop\"");
    assertThat(Json.at(second, "/description")).isEqualTo("\"Ships it\"");
    assertThat(Json.at(second, "/x-autonomy")).isEqualTo("\"manual\"");

    registry.delete("/instances/w1");
    assertThat(registry.get("/tools/deploy").body()).isEqualTo(second);
  }

  @Test
  void filtersOfToolsLookAtEveryHostAndAtTheWholeDocument() {
    Map<String, List<String>> expected =
        Map.ofEntries(
            Map.entry("name == deploy", List.of("deploy[w1,w2]")),
            Map.entry("host matches \"-02$\"", List.of("deploy[w2]")),
            Map.entry("instance == db or instance_id == w2", List.of("backup[d1]", "deploy[w2]")),
            Map.entry("labels.env == prod and name != status", List.of("backup[d1]", "deploy[w1]")),
            Map.entry("zone in labels", List.of("deploy[w1]", "status[w1]")),
            Map.entry("description contains shop", List.of("deploy[w1]")),
            Map.entry("description is empty", List.of("backup[d1]")),
            Map.entry("autonomy == manual", List.of("deploy[w2]")),
            Map.entry("x-autonomy != manual", List.of("backup[d1]", "deploy[w1]", "status[w1]")),
            Map.entry("x-autonomy is empty", List.of("backup[d1]")),
            Map.entry(
                "run_as == shop and run-as == shop and x-run-as == shop", List.of("deploy[w1]")),
            Map.entry("run_as == \"\"", List.of("status[w1]")),
            Map.entry("run_as is empty", List.of("backup[d1]", "deploy[w2]", "status[w1]")),
            Map.entry("command contains opt and x-command contains opt", List.of("deploy[w2]")),
            Map.entry("become_method == su and x-become-method == su", List.of("deploy[w2]")),
            Map.entry("become_flags == \"-H\"", List.of("deploy[w1]")),
            Map.entry("prod in schema.properties.env.enum", List.of("deploy[w1]")),
            Map.entry("inputSchema.properties.env.enum == 3", List.of("deploy[w1]")),
            Map.entry("inputSchema.properties[\"env\"].enum == true", List.of("deploy[w1]")),
            Map.entry("schema.properties.env.enum == `{\"a\":[1.0]}`", List.of("deploy[w1]")),
            Map.entry("null in schema.properties.env.enum", List.of("deploy[w1]")),
            Map.entry("env in schema.properties", List.of("deploy[w1]")),
            Map.entry("schema.properties.env.type.x is not empty", List.of()),
            Map.entry("schema.required is empty and schema is not empty", List.of("deploy[w1]")),
            Map.entry("title == Status and x-count == 1.0", List.of("status[w1]")),
            Map.entry("x-count == 1", List.of()),
            Map.entry("ssh.port == 22022 and port in ssh", List.of("deploy[w1]", "status[w1]")),
            Map.entry("ssh is empty", List.of("backup[d1]", "deploy[w2]")),
            Map.entry("version == 1.0 and state == live and host == web-02", List.of("deploy[w2]")),
            Map.entry(
                "schema_hash matches `^[0-9a-f]{64}$` and host == web-02", List.of("deploy[w2]")));

    expected.forEach(
        (filter, found) ->
            assertThat(tools("filter=" + encoded(filter))).as(filter).isEqualTo(found));
  }

  @Test
  void filtersOfHostsAndInstancesLookAtTheAgentAndAtAllItsTools() {
    Map<String, List<String>> expected =
        Map.ofEntries(
            Map.entry("host == web-02", List.of("w2")),
            Map.entry("name == web and instance_id != w2", List.of("w1")),
            Map.entry("labels.env == prod and labels.zone is empty", List.of("d1")),
            Map.entry("deploy in tools", List.of("w1", "w2")),
            Map.entry("tools == deploy and tools == status", List.of("w1")),
            Map.entry("tools contains dep", List.of()),
            Map.entry("tools matches `^dep`", List.of("w1", "w2")),
            Map.entry("tool_count == 2", List.of("w1")),
            Map.entry("autonomy == manual", List.of("w2")),
            Map.entry("autonomy is empty", List.of("d1")),
            Map.entry("autonomy == confirm and autonomy contains autonomous", List.of("w1")),
            Map.entry("run_as == shop", List.of("w1")),
            Map.entry("command matches `^/opt/`", List.of("w2")),
            Map.entry("heartbeat_interval == 45.5", List.of("w2")),
            Map.entry("heartbeat_interval == 30 and tools_hash is empty", List.of("d1")),
            Map.entry("tools_hash == x and ssh.port == 22022", List.of("w1")),
            Map.entry("version == 1.0 and state == live", List.of("d1", "w1", "w2")));

    expected.forEach(
        (filter, found) -> {
          assertThat(hosts("filter=" + encoded(filter))).as(filter).isEqualTo(found);
          assertThat(instances("active=true&filter=" + encoded(filter)))
              .as(filter)
              .isEqualTo(found);
        });
  }

  @Test
  void whatIsWrongIsRefusedOnEveryList() {
    for (String list : List.of("/tools", "/hosts", "/instances")) {
      Reply reply = registry.get(list + "?filter=" + encoded("host matches ^dep"));
      assertThat(reply.status()).isEqualTo(422);
      assertThat(Json.at(reply.body(), "/code")).isEqualTo("\"invalid-request\"");
      String message =
          "query parameter filter: column 14: expected a word, a text in quotes or an operator,"
              + " found '^'";
      assertThat(Json.unquoted(Json.at(reply.body(), "/detail"))).isEqualTo(message);
      assertThat(Json.at(reply.body(), "/errors"))
          .isEqualTo("[{\"pointer\":\"\",\"message\":" + Json.quoted(message) + "}]");
      for (String wrong :
          List.of(
              "limit=0", "limit=x", "cursor=x", "state=dead", "label=", "host=", "active=maybe")) {
        assertThat(registry.get(list + "?" + wrong).status()).as(list + wrong).isEqualTo(422);
      }
    }
    assertThat(registry.get("/hosts?filter=" + encoded("title == x")).status()).isEqualTo(422);
    assertThat(registry.get("/instances?filter=" + encoded("title == x")).status()).isEqualTo(422);
    assertThat(tools("filter=" + encoded("title == x"))).isEmpty();
  }

  @Test
  void aFilterThatIsTooMuchWorkIsRefusedWithAWayOut() {
    StringBuilder tools = new StringBuilder();
    for (int at = 0; at < 200; at++) {
      tools
          .append(at == 0 ? "" : ",")
          .append("{\"name\":\"t" + at + "\",\"description\":\"" + at + "a".repeat(2000) + "\"}");
    }
    registry.post(
        "/instances", Bodies.registration("x1", "x", "x-01", "\"tools\":[" + tools + "]"));
    String slow = "filter=" + encoded("description matches `a{400}b`");

    Reply reply = registry.get("/tools?" + slow);
    assertThat(reply.status()).isEqualTo(422);
    assertThat(Json.unquoted(Json.at(reply.body(), "/detail")))
        .isEqualTo(
            "query parameters filter and q: expected less work for one request, found too much;"
                + " narrow the list with host= or label=, or make the patterns simpler");
    assertThat(tools("host=web-01&" + slow)).isEmpty();
  }

  @Test
  void aFilteredListIsTaggedAndConditionalLikeTheWholeOne() {
    String path = "/tools?host=web-02";
    String tag = registry.get(path).header("etag").orElseThrow();
    assertThat(tag).matches("\"[!#-~]+\"");

    assertThat(registry.get(path, "If-None-Match", tag).status()).isEqualTo(304);
    agent("z1", "z", "z-01", "\"labels\":{}", "{\"name\":\"z\"}");
    assertThat(registry.get(path, "If-None-Match", tag).status()).as("another host").isEqualTo(304);
    registry.post("/instances/w2/tools", "{\"tools\":[]}");
    Reply changed = registry.get(path, "If-None-Match", tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body()).isEqualTo("[]");
    assertThat(registry.get("/hosts?q=db").header("etag")).isPresent();
    assertThat(registry.get("/instances?q=db").header("etag").orElseThrow()).startsWith("W/\"");
  }

  @Test
  void whoWaitsForAPartOfAListIsAnsweredWhenThatPartChanges() {
    List<String> tools = new ArrayList<>();
    for (String path : List.of("/tools?host=web-02", "/hosts?q=2", "/instances?label=env:test")) {
      String tag = registry.get(path).header("etag").orElseThrow();
      CompletableFuture<Reply> waiting = registry.getWaiting(path, tag, 600);
      agent("z1", "z", "z-01", "\"labels\":{}", "{\"name\":\"z\"}");
      registry.delete("/instances/z1");
      assertThat(waiting).as(path).isNotDone();

      agent("w2", "web", "web-02", "\"labels\":{\"env\":\"test\",\"at\":\"" + path + "\"}");
      // One more each time: who looks only now must not find what was there before.
      tools.add(Bodies.tool("t" + tools.size()));
      registry.post("/instances/w2/tools", Bodies.tools(tools.toArray(String[]::new)));
      assertThat(waiting.join().status()).as(path).isEqualTo(200);
    }
  }
}
