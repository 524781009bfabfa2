package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.e2e.Program.Running;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.mcp.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key comes out nowhere: not on a stream, in a file, in a list of processes, in a child. */
class KeySecrecyTest {

  private static final String KEY = "canary-4f1d77c20b-key";
  private static final String WRONG = "canary-4f1d77c20b-wrong";
  private static final String CANARY = "canary-4f1d77c20b";

  private static LiveRegistry registry;

  @TempDir private Path folder;

  private final List<String> cameOut = new ArrayList<>();

  @BeforeAll
  static void start() {
    registry = LiveRegistry.start("--api-key", KEY);
    Tool deploy = Tool.builder("deploy").command("/opt/deploy").build();
    try (RegistryClient client = RegistryClient.builder(registry.uri()).apiKey(KEY).build()) {
      client.register(
          Registration.builder("web-01-1", "shop", "1", "web-01")
              .heartbeatInterval(Duration.ofDays(1))
              .tools(List.of(deploy))
              .build());
    }
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  /** Programs that tell what they are given, and do nothing. */
  @BeforeEach
  void programs() throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    script("bin/ssh", "{ env; echo \"$@\"; } >>\"$TELL/children\"; exit 255\n");
    script("bin/ssh-keygen", "{ env; echo \"$@\"; } >>\"$TELL/children\"; exit 1\n");
    Files.writeString(folder.resolve("key"), KEY + "\n");
  }

  private void script(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Program program() {
    return Program.in(folder)
        .with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"))
        .with("TELL", folder.toString());
  }

  private void run(Program program, String... arguments) throws Exception {
    try (Running running = program.start(arguments)) {
      cameOut.add(running.commandLine());
      Ended ended = running.ended();
      cameOut.add(ended.out() + ended.err());
    }
  }

  private String children() throws IOException {
    return Files.readString(folder.resolve("children"));
  }

  @Test
  void theKeyOfTheEnvironmentGoesToTheRegistryAlone() throws Exception {
    String url = registry.uri().toString();
    Program right = program().with("REGISTRY_URL", url).with("REGISTRY_API_KEY", KEY);
    run(right, "run", "deploy", "--host", "web-01");
    run(right, "doctor", "--host", "web-01");
    run(
        program().with("REGISTRY_URL", url).with("REGISTRY_API_KEY", WRONG),
        "drain",
        "no-such-instance");
    run(
        program().with("REGISTRY_URL", "http://127.0.0.1:1").with("REGISTRY_API_KEY", KEY),
        "drain",
        "no-such-instance");
    assertThat(children()).contains("TELL=", "web-01").doesNotContain(CANARY);
    assertSecret("key");
  }

  @Test
  void theKeyOfAFileGoesToTheRegistryAlone() throws Exception {
    String url = registry.uri().toString();
    Program fromInput = program().reading(folder.resolve("key"));
    run(fromInput, "drain", "no-such-instance", "--registry", url, "--registry-key-file", "-");
    run(program(), "context", "set", "here", "--registry", url, "--registry-key-file", "key");
    run(program(), "context", "show", "here");
    run(program(), "run", "deploy", "--host", "web-01", "--context", "here");
    assertThat(children()).doesNotContain(CANARY);
    assertSecret("key", "contexts.json");
  }

  /** A tool of an agent is run by it, and not told what the agent may do. */
  @Test
  void anAgentTellsItsToolsNothingOfItsKey() throws Exception {
    Files.writeString(
        folder.resolve("runspec.toml"),
        "[config]\nname = \"shop\"\n\n[words]\nautonomy = \"autonomous\"\n");
    script("words.sh", "env >children; echo done\n");
    Running agent =
        program()
            .with("REGISTRY_URL", registry.uri().toString())
            .with("REGISTRY_API_KEY", KEY)
            .piped()
            .start("serve");
    try (ModelClient client = ModelClient.stateless(agent)) {
      assertThat(ModelClient.text(client.call("words", new JsonObject()))).isEqualTo("done\n");
      cameOut.add(agent.commandLine());
      cameOut.add(agent.out().text() + agent.err().text());
    }
    assertThat(children()).contains("TELL=").doesNotContain(CANARY);
    assertSecret("key");
  }

  /** Nothing that came out has it, and no file but these, which were given it to keep. */
  private void assertSecret(String... keepers) throws IOException {
    assertThat(cameOut).isNotEmpty().noneMatch(text -> text.contains(CANARY));
    List<String> names = List.of(keepers);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!names.contains(file.getFileName().toString())) {
          assertThat(Files.readString(file)).as("%s", file).doesNotContain(CANARY);
        }
      }
    }
  }
}
