package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Ports;
import dev.runspec.registry.Registration;
import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.ssh.RemoteProcess;
import dev.runspec.registry.json.ToolJson;
import dev.runspec.registry.mcp.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code mcp}: a registry's tools for a model, run over SSH on a real host. */
class McpTest {

  private static final List<String> HOSTILE =
      List.of(
          "it's",
          "a  b",
          "",
          "new\nline",
          "$(id)",
          "`id`",
          "ü文🙂",
          "\\",
          "\"",
          "*",
          "--",
          "-x",
          "--help",
          "-",
          "=",
          "\r",
          "\u202e",
          "\u001b[31m",
          "a;b&c|d>e",
          "~",
          "%s%n",
          "#",
          "!!");

  private static Estate estate;

  @BeforeAll
  static void start() throws IOException {
    estate = new Estate();
    Path script = estate.script("words", "printf '%s\\0' \"$@\"\n");
    Entry.of("web-01", "words", script.toString())
        .with("x-autonomy", "autonomous")
        .registerIn(estate.registry(), "words");
    estate.tool("exit", "echo out; echo err >&2; exit 3\n");
    Path json = estate.script("json", "echo '{\"a\":[1]}'\n");
    Entry.of("web-01", "json", json.toString())
        .with("x-output", "json")
        .registerIn(estate.registry(), "json");
    Entry.of("web-01", "people", json.toString())
        .with("x-autonomy", "manual")
        .registerIn(estate.registry(), "people");
    estate.tool("flood", "head -c 600000 /dev/zero | tr '\\0' x; echo\n");
  }

  @AfterAll
  static void stop() throws IOException {
    estate.close();
  }

  private static ModelClient handshaken(String... options) throws Exception {
    return ModelClient.withHandshake(program(options));
  }

  private static Program.Running program(String... options) throws IOException {
    String[] words = new String[options.length + 1];
    words[0] = "mcp";
    System.arraycopy(options, 0, words, 1, options.length);
    return estate.program().piped().start(words);
  }

  private static void register(String tool) {
    estate
        .registry()
        .client()
        .register(
            Registration.builder("argv", "argv", "1", "web-02")
                .heartbeatInterval(Duration.ofDays(1))
                .tools(List.of(ToolJson.read(new JsonDocument(tool).utf8())))
                .build());
  }

  private static RemoteProcess noted(Path file) throws IOException {
    return new RemoteProcess(Long.parseLong(Files.readString(file).strip()));
  }

  @Test
  void everyToolButThoseForPeopleIsOfferedInBothEras() throws Exception {
    try (ModelClient old = handshaken();
        ModelClient young = ModelClient.stateless(program())) {
      assertThat(old.tools()).contains("exit", "flood", "json", "words").doesNotContain("people");
      assertThat(young.tools()).isEqualTo(old.tools());
      assertThat(young.call("json", new JsonObject()))
          .containsEntry("resultType", JsonDocument.string("complete"));
    }
    try (ModelClient careful = handshaken("--max-autonomy", "autonomous", "-q", "o")) {
      assertThat(careful.tools()).containsExactly("words");
    }
  }

  @Test
  void hostileArgumentsReachTheToolExactlyAsTheyAre() throws Exception {
    register(
        "{\"name\":\"argv\",\"inputSchema\":{\"properties\":{\"w\":{\"type\":\"array\"}}},\"x-command\":"
            + JsonDocument.string(estate.script("argv", "printf '%s\\0' \"$@\"\n").toString())
            + "}");
    StringBuilder expected = new StringBuilder();
    HOSTILE.forEach(
        word ->
            expected.append(word.startsWith("-") ? "--w=" + word : "--w\0" + word).append('\0'));
    try (ModelClient client = handshaken()) {
      Map<String, JsonDocument> result =
          client.call("argv", new JsonObject().put("w", JsonObject.strings(HOSTILE)));
      assertThat(ModelClient.text(result)).isEqualTo(expected.toString());
      assertThat(ModelClient.text(client.call("argv", new JsonObject().put("w", "a\0b"))))
          .contains("nothing was run", "NUL");
      assertThat(ModelClient.text(client.call("argv", new JsonObject().put("x", "y"))))
          .contains("there is no argument x; expected some of w");
      assertThat(ModelClient.text(client.call("argv", new JsonObject().put("host", "web-99"))))
          .contains("host: expected one of web-02");
    }
  }

  @Test
  void aResultTellsHowItEnded() throws Exception {
    try (ModelClient client = handshaken()) {
      Map<String, JsonDocument> failed = client.call("exit", new JsonObject());
      assertThat(ModelClient.text(failed)).isEqualTo("exit_code: 3\nstdout:\nout\nstderr:\nerr");
      assertThat(failed.get("isError")).hasToString("true");
      assertThat(failed.get("structuredContent"))
          .hasToString(
              "{\"host\":\"web-01\",\"exitCode\":3,\"stdout\":\"out\\n\",\"stderr\":\"err\\n\","
                  + "\"truncated\":false}");
      assertThat(client.call("json", new JsonObject()).get("structuredContent"))
          .hasToString(
              "{\"host\":\"web-01\",\"exitCode\":0,\"json\":{\"a\":[1]},\"stderr\":\"\","
                  + "\"truncated\":false}");
      Map<String, JsonDocument> flood = client.call("flood", new JsonObject());
      assertThat(ModelClient.member(flood, "structuredContent").text())
          .endsWith("\"truncated\":true}");
      assertThat(ModelClient.text(flood)).endsWith("(cut off after 262144 bytes)");
    }
  }

  @Test
  void progressComesLineByLineAndWhoCancelsEndsTheProgramOnItsHost() throws Exception {
    Path pid = estate.folder().resolve("pid");
    estate.tool("slow", "echo $$ >" + pid + "; echo begun; sleep 300 & wait\n");
    try (ModelClient client = handshaken()) {
      int id =
          client.begin(
              "tools/call",
              ModelClient.called("slow", new JsonObject()),
              "\"progressToken\":\"p\"");
      client
          .program()
          .out()
          .await("{\"progressToken\":\"p\",\"progress\":1,\"message\":\"begun\"}");
      RemoteProcess running = noted(pid);
      client.say(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
              + id
              + "}}");
      running.awaitEnd();
      assertThat(client.request("ping", "")).contains("\"result\":{}");
      assertThat(client.program().out().text()).doesNotContain("\"id\":" + id + ",");
    }
  }

  @Test
  void whoGoesAwayLeavesNothingRunning() throws Exception {
    Path pid = estate.folder().resolve("left-pid");
    estate.tool("left", "echo $$ >" + pid + "; echo begun; sleep 300 & wait\n");
    try (ModelClient client = handshaken()) {
      int unused =
          client.begin(
              "tools/call",
              ModelClient.called("left", new JsonObject()),
              "\"progressToken\":\"p\"");
      client.program().out().await("begun");
      RemoteProcess running = noted(pid);
      client.program().signal("TERM");
      running.awaitEnd();
      Ended ended = client.program().ended();
      assertThat(ended.code()).isEqualTo(143);
    }
  }

  @Test
  void changesAreToldAndTheListIsAnotherOne() throws Exception {
    try (ModelClient client = handshaken()) {
      assertThat(client.tools()).doesNotContain("late");
      int told = client.program().out().text().split("list_changed", -1).length - 1;
      estate.tool("late", "true\n");
      client.program().out().await("tools/list_changed", told + 1);
      // What others change meanwhile is told as well.
      for (int more = told + 2; !client.tools().contains("late"); more++) {
        client.program().out().await("tools/list_changed", more);
      }
    }
  }

  @Test
  void nothingButTheProtocolIsOnStandardOutput() throws Exception {
    try (ModelClient client = handshaken()) {
      assertThat(client.tools()).isNotEmpty();
      client.say("nonsense");
      client.program().out().await("-32700");
      client.program().endInput();
      Ended ended = client.program().ended();
      assertThat(ended.code()).isZero();
      assertThat(ended.out().lines()).allMatch(line -> line.startsWith("{\"jsonrpc\":\"2.0\","));
      assertThat(ended.err()).startsWith("registry-cli: offering the tools of ");
    }
  }

  @Test
  void aRegistryThatIsAwayIsSaidToBe() throws Exception {
    Program.Running program =
        Program.in(estate.folder())
            .with("REGISTRY_URL", "http://127.0.0.1:" + Ports.free())
            .piped()
            .start("mcp");
    try (ModelClient client = ModelClient.withHandshake(program)) {
      int call = client.begin("tools/call", ModelClient.called("words", new JsonObject()), "");
      assertThat(client.tools()).isEmpty();
      assertThat(client.answer(call)).contains("the registry did not answer yet", "refused");
    }
  }

  @Test
  void theKeyDoesNotComeByTheStreamOfTheProtocol() throws Exception {
    Ended ended = estate.program().run("mcp", "--registry-key-file", "-");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("standard input is for the protocol");
  }
}
