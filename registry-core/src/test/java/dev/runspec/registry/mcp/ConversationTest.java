package dev.runspec.registry.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's side of a conversation, message by message, in both eras. */
class ConversationTest {

  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientCapabilities\":{}%s}";

  private final BlockingQueue<JsonDocument> sent = new LinkedBlockingQueue<>();
  private final ScriptedTools tools = new ScriptedTools(0);
  private final Conversation conversation = of(tools);

  private Conversation of(Toolbox box) {
    return new Conversation(
        box,
        sent::add,
        task -> {
          Thread thread = new Thread(task);
          thread.setDaemon(true);
          return thread;
        });
  }

  @ParameterizedTest
  @CsvSource({
    "2024-11-05,2024-11-05",
    "2025-03-26,2025-03-26",
    "2025-06-18,2025-06-18",
    "2025-11-25,2025-11-25",
    "2026-07-28,2025-11-25",
    "1999-01-01,2025-11-25"
  })
  void theHandshakeAgreesOnTheClientsRevisionIfItIsKnown(String asked, String agreed)
      throws Exception {
    assertThat(ask(1, "initialize", "\"protocolVersion\":\"" + asked + "\""))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\""
                + agreed
                + "\",\"capabilities\":{\"tools\":{\"listChanged\":true}},"
                + "\"serverInfo\":{\"name\":\"scripted\",\"version\":\"1\"},"
                + "\"instructions\":\"Do as you are told.\"}}");
  }

  @Test
  void withoutAHandshakeARequestSaysWhatItNeeds() throws Exception {
    assertThat(ask(1, "server/discover", META.formatted("")))
        .contains("\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"]")
        .contains("\"ttlMs\":5000,\"cacheScope\":\"private\"")
        .contains("\"io.modelcontextprotocol/serverInfo\":{\"name\":\"scripted\"");
    assertThat(ask(2, "tools/list", META.formatted("")))
        .contains("\"resultType\":\"complete\"", "\"ttlMs\":5000", "{\"name\":\"echo\",");
    assertThat(ask(3, "tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"ü\"}," + meta()))
        .contains("\"resultType\":\"complete\",\"content\":[{\"type\":\"text\",\"text\":\"ü\"}]")
        .contains("\"structuredContent\":{\"text\":\"ü\"},\"isError\":false");
  }

  @Test
  void whatARequestWithoutAHandshakeLacksIsNamed() throws Exception {
    assertThat(ask(1, "server/discover", "")).contains("-32602", "protocolVersion");
    assertThat(
            ask(
                2,
                "tools/list",
                "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}"))
        .contains("-32602", "clientCapabilities");
    assertThat(ask(3, "tools/list", meta().replace("2026-07-28", "2099-01-01")))
        .contains(
            "\"code\":-32022",
            "\"data\":{\"supported\":[\"2026-07-28\"],\"requested\":\"2099-01-01\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"initialize", "ping", "logging/setLevel", "resources/list"})
  void whatTheNewEraDoesNotHaveIsUnknownThere(String method) throws Exception {
    assertThat(ask(1, method, meta())).contains("\"code\":-32601", method);
  }

  @Test
  void theOldEraAnswersPingAndDoesNotMindLogging() throws Exception {
    assertThat(ask(1, "ping", "")).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    assertThat(ask(2, "logging/setLevel", "\"level\":\"debug\"")).endsWith("\"result\":{}}");
    assertThat(ask(3, "resources/list", "")).contains("\"code\":-32601");
    say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unheard-of\"}");
    assertThat(ask(4, "ping", "")).contains("\"id\":4");
  }

  @Test
  void anUnknownToolAndBadParametersAreToldApartFromWhatToolsSay() throws Exception {
    assertThat(ask(1, "tools/call", "\"name\":\"no\"")).contains("-32602", "Unknown tool: no");
    assertThat(ask(2, "tools/call", "\"name\":7")).contains("-32602", "name");
    assertThat(ask(3, "tools/call", "\"name\":\"echo\",\"arguments\":[]")).contains("-32602");
    assertThat(ask(4, "tools/list", "\"cursor\":\"no\"")).contains("-32602", "cursor");
    assertThat(ask(5, "tools/call", "\"name\":\"break\""))
        .contains("-32603")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|-32700",
        "\"\\ud800\"|-32700",
        "7|-32600",
        "{\"id\":1,\"method\":\"ping\"}|-32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1}|-32600",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}|-32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}|-32600",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}|-32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}|-32602",
        "[]|-32600",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]|-32600"
      })
  void whatIsNoRequestIsAnsweredAndTheConversationGoesOn(String message, int code)
      throws Exception {
    say(message);
    assertThat(next()).contains("\"code\":" + code);
    assertThat(ask(9, "ping", "")).contains("\"id\":9,\"result\"");
  }

  @Test
  void whatIsTooDeepIsRefused() throws Exception {
    say("[".repeat(100_000));
    assertThat(next()).contains("-32700", "\"id\":null");
  }

  @Test
  void anAnswerToNobodysQuestionIsIgnored() throws Exception {
    say("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    assertThat(ask(2, "ping", "")).contains("\"id\":2");
  }

  @Test
  void aBatchIsAnsweredAsOneWhereTheRevisionHasThat() throws Exception {
    ask(1, "initialize", "\"protocolVersion\":\"2025-03-26\"");
    say(
        "[{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/call\",\"params\":{\"name\":\"echo\"}},"
            + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"},"
            + "{\"jsonrpc\":\"2.0\",\"id\":\"b\",\"method\":\"initialize\"},7]");
    assertThat(next()).startsWith("[").contains("\"id\":\"a\"", "\"id\":\"b\"", "\"id\":null");
    assertThat(sent).isEmpty();
  }

  @Test
  void progressComesBeforeTheAnswerAndGrows() throws Exception {
    say(request(1, "tools/call", "\"name\":\"echo\",\"_meta\":{\"progressToken\":\"t\"}"));
    assertThat(next()).contains("\"progressToken\":\"t\",\"progress\":1,\"message\":\"one\"");
    assertThat(next()).contains("\"progressToken\":\"t\",\"progress\":2,\"message\":\"two\"");
    assertThat(next()).contains("\"id\":1,\"result\"");
  }

  @Test
  void whoCancelsHearsNoMoreOfItAndWhoRunsIsInterrupted() throws Exception {
    say(request(1, "tools/call", "\"name\":\"wait\""));
    tools.waiting.await();
    say(request(1, "ping", "")); // answered at once, under the same id or not
    assertThat(next()).contains("\"result\":{}");
    say(request(1, "tools/call", "\"name\":\"echo\""));
    assertThat(next()).contains("-32600", "still running");
    say(cancelled("1"));
    tools.interrupted.await();
    conversation.close(Duration.ofSeconds(10));
    assertThat(sent).isEmpty();
    say(cancelled("1"));
    say(cancelled("\"unheard-of\""));
    assertThat(sent).isEmpty();
  }

  @Test
  void onlySoManyRunAtOnce() throws Exception {
    for (int id = 0; id < Conversation.MOST; id++) {
      say(request(id, "tools/call", "\"name\":\"wait\""));
    }
    assertThat(ask(99, "tools/list", "")).contains("16 requests are running already");
    conversation.close(Duration.ZERO);
    assertThat(ask(100, "tools/list", "")).contains("\"id\":100,\"result\"");
  }

  @Test
  void aListIsReadPageByPage() throws Exception {
    Conversation many = of(new ScriptedTools(148));
    many.accept(request(1, "tools/list", "").getBytes(StandardCharsets.UTF_8));
    String first = next();
    assertThat(first.split("inputSchema", -1)).hasSize(101);
    String cursor = first.replaceAll(".*\"nextCursor\":\"([^\"]+)\".*", "$1");
    many.accept(
        request(2, "tools/list", "\"cursor\":\"" + cursor + "\"").getBytes(StandardCharsets.UTF_8));
    assertThat(next().split("inputSchema", -1)).hasSize(51);
  }

  @Test
  void changesAreToldToWhoShookHandsAndToWhoListens() throws Exception {
    conversation.toolsChanged();
    assertThat(sent).isEmpty();
    ask(1, "initialize", "\"protocolVersion\":\"2025-11-25\"");
    say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    say(
        request(
            2, "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}," + meta()));
    assertThat(next())
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
                + "\"params\":{\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":2},"
                + "\"notifications\":{\"toolsListChanged\":true}}}");
    conversation.toolsChanged();
    assertThat(next())
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
    assertThat(next()).contains("list_changed", "subscriptionId\":2");
    conversation.close(Duration.ZERO);
    assertThat(next())
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"_meta\":"
                + "{\"io.modelcontextprotocol/subscriptionId\":2},\"resultType\":\"complete\"}}");
  }

  @Test
  void whoListensToNothingHearsNothingAndACancelledSubscriptionIsOver() throws Exception {
    say(request(1, "subscriptions/listen", meta()));
    assertThat(next()).contains("\"notifications\":{}");
    say(
        request(
            2, "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}," + meta()));
    assertThat(next()).contains("toolsListChanged");
    say(cancelled("2"));
    conversation.toolsChanged();
    assertThat(sent).isEmpty();
  }

  private static String meta() {
    return META.formatted("");
  }

  private static String cancelled(String id) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
        + id
        + "}}";
  }

  private static String request(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\""
        + method
        + "\",\"params\":{"
        + params
        + "}}";
  }

  private String ask(int id, String method, String params) throws InterruptedException {
    say(request(id, method, params));
    return next();
  }

  private void say(String message) {
    conversation.accept(message.getBytes(StandardCharsets.UTF_8));
  }

  private String next() throws InterruptedException {
    JsonDocument message = sent.poll(30, TimeUnit.SECONDS);
    return message == null ? "nothing" : message.text();
  }
}
