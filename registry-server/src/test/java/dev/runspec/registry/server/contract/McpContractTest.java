package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalogue for models, at {@code POST /mcp}, in both eras. */
class McpContractTest {

  private static final String MODERN = "MCP-Protocol-Version: 2026-07-28\n";

  /** A request of the era without a handshake. */
  static String stateless(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""
        + method
        + "\",\"params\":{"
        + params
        + (params.isEmpty() ? "" : ",")
        + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
        + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
  }

  private static String call(String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\",\"arguments\":{"
        + arguments
        + "}}}";
  }

  private static Reply post(RunningRegistry registry, String fields, String body) {
    return registry.send(
        "POST /mcp HTTP/1.1\nHost: localhost\n{key}\n"
            + fields
            + "Content-Type: application/json\nContent-Length: "
            + body.length()
            + "\n\n"
            + body);
  }

  private static JsonNode answer(RunningRegistry registry, String tool, String arguments) {
    Reply reply = post(registry, "", call(tool, arguments));
    assertThat(reply.status()).isEqualTo(200);
    JsonNode result = tree(reply.body()).path("result");
    assertThat(result.path("isError").asBoolean()).as(reply.body()).isFalse();
    assertThat(tree(result.at("/content/0/text").asText()))
        .isEqualTo(result.path("structuredContent"));
    return result.path("structuredContent");
  }

  private static JsonNode tree(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  @FourWays
  void aClientWithAHandshakeIsServedWithoutASession(RunningRegistry registry) {
    Reply hello =
        post(
            registry,
            "",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\"}}");
    assertThat(hello.status()).isEqualTo(200);
    assertThat(hello.header("content-type")).contains("application/json");
    assertThat(hello.header("mcp-session-id")).isEmpty();
    assertThat(hello.body()).contains("\"protocolVersion\":\"2025-06-18\"", "\"tools\":{}");
    Reply noted =
        post(
            registry,
            "MCP-Protocol-Version: 2025-06-18\n",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    assertThat(noted.status()).isEqualTo(202);
    assertThat(noted.body()).isEmpty();
    assertThat(
            post(
                    registry,
                    "MCP-Protocol-Version: 2025-06-18\n",
                    "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}")
                .body())
        .contains("find_tools", "describe_tool", "list_hosts", "tool_drift", "readOnlyHint\":true");
  }

  @FourWays
  void aRequestWithoutAHandshakeSaysAllByItself(RunningRegistry registry) {
    Routes.inhabit(registry);
    Reply found =
        post(
            registry,
            MODERN + "Mcp-Method: tools/call\nMcp-Name: =?base64?ZmluZF90b29scw==?=\n",
            stateless("tools/call", "\"name\":\"find_tools\",\"arguments\":{}"));
    assertThat(found.status()).as(found.body()).isEqualTo(200);
    assertThat(found.body())
        .contains("\"resultType\":\"complete\"", "\"name\":\"t\"", "serverInfo");
    assertThat(
            post(
                    registry,
                    MODERN + "Mcp-Method: server/discover\n",
                    stateless("server/discover", ""))
                .body())
        .contains("\"supportedVersions\":[\"2026-07-28\"]", "\"cacheScope\":\"private\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|400|-32020",
        "MCP-Protocol-Version: 2026-07-28|400|-32020",
        "MCP-Protocol-Version: 2025-11-25#Mcp-Method: tools/list|400|-32020",
        "MCP-Protocol-Version: 2026-07-28#Mcp-Method: tools/call|400|-32020",
        "MCP-Protocol-Version: 2026-07-28#Mcp-Method: tools/list|200|",
      })
  void theHeaderSaysWhatTheBodySays(String fields, int status, String code) {
    try (RunningRegistry registry = new Setup(Way.HTTP).start()) {
      String header = fields == null ? "" : fields.replace('#', '\n') + "\n";
      Reply reply = post(registry, header, stateless("tools/list", ""));
      assertThat(reply.status()).as(reply.body()).isEqualTo(status);
      assertThat(reply.body()).contains(code == null ? "find_tools" : "\"code\":" + code);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|{|400|-32700",
        "||400|-32700",
        "|7|400|-32600",
        "|[]|400|-32600",
        "MCP-Protocol-Version: 2025-06-18|[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]|400|-32600",
        "MCP-Protocol-Version: 1999-01-01|{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}|400|-32022",
        "MCP-Protocol-Version: 2026-07-28|{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}|400|-32602",
        "|{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/list\"}|200|-32601",
        "|{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"run\"}}|200|-32602",
      })
  void whatDoesNotFitIsToldByJsonRpcsCodes(String field, String body, int status, int code) {
    try (RunningRegistry registry = new Setup(Way.HTTP).start()) {
      String sent = body == null ? "" : body;
      Reply reply = post(registry, field == null ? "" : field + "\n", sent);
      assertThat(reply.status()).as(reply.body()).isEqualTo(status);
      assertThat(reply.body()).contains("\"code\":" + code);
    }
  }

  @Test
  void aBatchIsAnsweredAsOneInTheOneRevisionThatHasIt() {
    try (RunningRegistry registry = new Setup(Way.HTTP).start()) {
      String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
      String note = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
      assertThat(post(registry, "", "[" + ping + "," + note + "]").body())
          .isEqualTo("[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}]");
      assertThat(post(registry, "", "[" + note + "]").status()).isEqualTo(202);
    }
  }

  @Test
  void aLongMessageIsRefused() {
    try (RunningRegistry registry = new Setup(Way.HTTP).start()) {
      assertThat(post(registry, "", " ".repeat(300_000)).status()).isEqualTo(413);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,http://localhost,200",
    "127.0.0.1:80,http://127.0.0.1,200",
    "10.1.2.3:8765,http://10.1.2.3:8765,200",
    "localhost,http://localhost:3000,403",
    "evil.example,http://evil.example,403",
    "registry.example,https://evil.example,403",
    "localhost,null,403"
  })
  void onlyAPageOfThisVeryPlaceMayAskAndNotOneThatWasNamedToGetHere(
      String host, String origin, int status) {
    try (RunningRegistry registry = new Setup(Way.HTTP).start();
        Wire wire = registry.connect()) {
      Reply reply =
          wire.send(
                  "POST /mcp HTTP/1.1\nHost: "
                      + host
                      + "\nOrigin: "
                      + origin
                      + "\nContent-Type: application/json\nContent-Length: "
                      + Bodies.FIND_TOOLS.length()
                      + "\n\n"
                      + Bodies.FIND_TOOLS)
              .reply();
      assertThat(reply.status()).isEqualTo(status);
    }
  }

  @FourWays
  void toolsAreFoundDescribedAndCompared(RunningRegistry registry) {
    registry.register("a", "web", "web-01");
    registry.register("b", "web", "web-02");
    registry.post("/instances/a/tools", Bodies.tools(Bodies.tool("deploy"), Bodies.tool("same")));
    registry.post(
        "/instances/b/tools",
        Bodies.tools(
            Bodies.tool("deploy").replace("Does deploy", "Does\u202e more"), Bodies.tool("same")));

    JsonNode found = answer(registry, "find_tools", "\"q\":\"DEPLOY\"").path("tools");
    assertThat(found).hasSize(1);
    assertThat(found.at("/0/hosts")).hasToString("[\"web-01\",\"web-02\"]");
    assertThat(
            answer(registry, "find_tools", "\"host\":\"web-02\"").at("/tools/0/hostCount").asInt())
        .isEqualTo(1);
    JsonNode described = answer(registry, "describe_tool", "\"name\":\"deploy\"");
    assertThat(described.path("agents")).hasSize(2);
    assertThat(described.toString()).doesNotContain("x-command", "\u202e");
    JsonNode drift = answer(registry, "tool_drift", "").path("tools");
    assertThat(drift).hasSize(1);
    assertThat(drift.at("/0/versions/1/differsIn")).hasToString("[\"description\"]");
    assertThat(answer(registry, "list_hosts", "").path("hosts")).hasSize(2);
  }

  @Test
  void everyListIsReadPageByPage() {
    try (RunningRegistry registry = new Setup(Way.HTTP).start()) {
      String[] tools =
          IntStream.range(0, 45)
              .mapToObj(at -> Bodies.tool("t%02d".formatted(at)))
              .toArray(String[]::new);
      registry.register("a", "web", "web-01");
      registry.register("b", "web", "web-02");
      registry.post("/instances/a/tools", Bodies.tools(tools));
      registry.post(
          "/instances/b/tools",
          Bodies.tools(
              Arrays.stream(tools).map(tool -> tool.replace("Does", "Is")).toArray(String[]::new)));
      for (String tool : List.of("find_tools", "tool_drift")) {
        JsonNode first = answer(registry, tool, "");
        JsonNode second = answer(registry, tool, cursor(first));
        JsonNode third = answer(registry, tool, cursor(second));
        assertThat(
                IntStream.of(
                        first.path("tools").size(),
                        second.path("tools").size(),
                        third.path("tools").size())
                    .boxed()
                    .collect(Collectors.toList()))
            .isEqualTo(List.of(20, 20, 5));
        assertThat(third.has("nextCursor")).isFalse();
      }
    }
  }

  private static String cursor(JsonNode page) {
    return "\"cursor\":\"" + page.path("nextCursor").asText() + "\"";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "find_tools|\"limit\":101|limit: expected a number from 1 to 100",
        "find_tools|\"cursor\":\"x\"|cursor: expected",
        "find_tools|\"filter\":\"nonsense ==\"|filter: ",
        "find_tools|\"name\":\"t\"|there is no argument name; expected some of ",
        "find_tools|\"q\":7|q: expected a string",
        "describe_tool||name: expected the name of a tool",
        "describe_tool|\"name\":\"no\"|name: no live agent has a tool of that name",
        "tool_drift|\"cursor\":\"***\"|cursor: expected"
      })
  void wrongArgumentsAreToldToTheModel(String tool, String arguments, String expected) {
    try (RunningRegistry registry = new Setup(Way.HTTP).start()) {
      Reply reply = post(registry, "", call(tool, arguments == null ? "" : arguments));
      assertThat(reply.status()).isEqualTo(200);
      JsonNode result = tree(reply.body()).path("result");
      assertThat(result.path("isError").asBoolean()).as(reply.body()).isTrue();
      assertThat(result.at("/content/0/text").asText()).contains(expected);
    }
  }
}
