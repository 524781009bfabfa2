package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Ports;
import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.ssh.RemoteProcess;
import dev.runspec.registry.mcp.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} for a model: the tools of this host's agent, run here. */
class ServeMcpTest {

  @TempDir private Path folder;

  @BeforeEach
  void describe() throws IOException {
    Files.writeString(
        folder.resolve("runspec.toml"),
        """
        [config]
        name = "shop"
        version = 7

        [words]
        description = "Prints what it was given"
        autonomy = "autonomous"
        output = "json"

        [words.args]
        tag = {multiple = true}
        dry-run = {type = "flag"}

        [slow]
        """);
    script(
        "words.sh",
        "env | grep ^RUNSPEC | sort >variables; printf '%s\\0' \"$@\"; exit ${CODE:-0}\n");
    script("slow.sh", "sleep 300 & echo $! $$ >pids; echo begun; wait\n");
  }

  private void script(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Its registry is away, which is nothing to a model. */
  private Program program() throws IOException {
    return Program.in(folder).with("REGISTRY_URL", "http://127.0.0.1:" + Ports.free()).piped();
  }

  @Test
  void itsToolsAreListedAsTheyArePublished() throws Exception {
    try (ModelClient client = ModelClient.withHandshake(program().start("serve"))) {
      assertThat(client.answer(1))
          .contains("\"serverInfo\":{\"name\":\"shop\",\"version\":\"7\"}", "\"tools\":{}");
      assertThat(client.tools()).containsExactly("words", "slow");
      assertThat(client.program().out().text())
          .contains(
              "{\"name\":\"words\",\"description\":\"Prints what it was given\","
                  + "\"x-autonomy\":\"autonomous\",\"x-output\":\"json\",\"inputSchema\":",
              "\"annotations\":{\"destructiveHint\":false}")
          .doesNotContain("x-command");
    }
  }

  @Test
  void aCallRunsTheScriptHereWithWordsAndVariables() throws Exception {
    try (ModelClient client = ModelClient.stateless(program().start("serve"))) {
      Map<String, JsonDocument> result =
          client.call(
              "words",
              new JsonObject()
                  .put("dry_run", true)
                  .put("tag", JsonObject.strings(List.of("-x", "ü\n'\"", ""))));
      assertThat(ModelClient.text(result))
          .isEqualTo("--tag=-x\0--tag\0ü\n'\"\0--tag\0\0--dry-run\0");
      assertThat(result.get("isError")).hasToString("false");
      assertThat(ModelClient.member(result, "_meta").text())
          .containsPattern(
              "\"runspec\":\\{\"tool\":\"words\",\"duration_ms\":[0-9]+,\"exit_code\":0}");
      assertThat(Files.readString(folder.resolve("variables")))
          .contains(
              "RUNSPEC_AGENT=1\n", "RUNSPEC_CONFIG=" + folder.toRealPath() + "/runspec.toml\n")
          .contains("RUNSPEC_DRY_RUN=1\n", "RUNSPEC_WORDS_ARG_DRY_RUN=1\n", "RUNSPEC_TAG=-x\n");
    }
  }

  @Test
  void aChildThatGoesOnTalkingDoesNotHoldTheAnswerBack() throws Exception {
    script("slow.sh", "while echo more; do sleep 0.1; done & echo $! >pids; echo begun\n");
    try (ModelClient client = ModelClient.stateless(program().start("serve"))) {
      Map<String, JsonDocument> result = client.call("slow", new JsonObject());

      assertThat(ModelClient.text(result)).contains("begun\n");
      assertThat(result.get("isError")).hasToString("false");
    }
    String talker = Files.readString(folder.resolve("pids")).strip();
    ProcessHandle.of(Long.parseLong(talker)).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void aScriptThatFailsSaysAllItSaid() throws Exception {
    try (ModelClient client =
        ModelClient.withHandshake(program().with("CODE", "4").start("serve"))) {
      Map<String, JsonDocument> result = client.call("words", new JsonObject().put("tag", "a"));
      assertThat(result.get("isError")).hasToString("true");
      assertThat(ModelClient.text(result)).startsWith("exit_code: 4\nstdout:\n--tag");
      Files.delete(folder.resolve("slow.sh"));
      assertThat(ModelClient.text(client.call("slow", new JsonObject())))
          .contains("could not be started", "beside the runspec.toml");
    }
  }

  @Test
  void whoCancelsEndsTheScriptAndItsChildren() throws Exception {
    try (ModelClient client = ModelClient.withHandshake(program().start("serve"))) {
      int id = slow(client);
      client.say(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":"
              + id
              + "}}");
      awaitNoneRunning();
      assertThat(client.request("ping", "")).contains("\"result\":{}");
      assertThat(client.program().out().text()).doesNotContain("\"id\":" + id + ",");
    }
  }

  @Test
  void whoGoesAwayLeavesNothingRunning() throws Exception {
    try (ModelClient client = ModelClient.withHandshake(program().start("serve"))) {
      int unused = slow(client);
      client.program().signal("TERM");
      awaitNoneRunning();
      Ended ended = client.program().ended();
      assertThat(ended.code()).isZero();
    }
  }

  @Test
  void fewMessagesByAPipeAreAnsweredBeforeTheEnd() throws Exception {
    try (Program.Running program = program().start("serve")) {
      program.type(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"words\","
              + "\"arguments\":{\"tag\":\"a\"}}}");
      program.endInput();
      Ended ended = program.ended();
      assertThat(ended.code()).isZero();
      assertThat(ended.out())
          .contains("\"id\":1,\"result\"", "--tag\\u0000a\\u0000")
          .hasLineCount(1);
    }
  }

  private int slow(ModelClient client) throws Exception {
    int id =
        client.begin(
            "tools/call", ModelClient.called("slow", new JsonObject()), "\"progressToken\":7");
    client.program().out().await("{\"progressToken\":7,\"progress\":1,\"message\":\"begun\"}");
    return id;
  }

  private void awaitNoneRunning() throws IOException {
    for (String pid : Files.readString(folder.resolve("pids")).strip().split(" ", -1)) {
      new RemoteProcess(Long.parseLong(pid)).awaitEnd();
    }
  }
}
