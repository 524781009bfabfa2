package dev.runspec.registry.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.Terminal;
import dev.runspec.registry.cli.Terminal.Outcome;
import dev.runspec.registry.client.ScriptedRegistry;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code __complete} answers, the last word being the one that is typed. */
class CompleterTest {

  private static final String DEPLOY =
      "{\"name\":\"deploy\",\"description\":\"Deploys\\nthe shop\",\"inputSchema\":{},\"hosts\":["
          + "{\"host\":\"web-01\",\"instance\":\"shop\"},{\"host\":\"web-01\",\"instance\":"
          + "\"db\"},{\"host\":\"web-02\",\"instance\":\"shop\"}]}";

  @TempDir private Path home;
  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final Terminal terminal = new Terminal();

  @BeforeEach
  void writeScript() {
    terminal.with("REGISTRY_URL", registry.uri().toString()).with("HOME", home.toString());
    registry
        .on("GET /tools?active=true", Reply.json("[" + DEPLOY + "]"))
        .on("GET /tools/deploy?active=true", Reply.json(DEPLOY))
        .on(
            "GET /hosts?active=true",
            Reply.json(
                "[{\"host\":\"db-01\",\"name\":\"db\",\"instance_id\":\"d\",\"version\":\"1\","
                    + "\"tool_count\":1},{\"host\":\"web-01\",\"name\":\"shop\","
                    + "\"instance_id\":\"w\",\"version\":\"1\",\"tool_count\":1}]"))
        .on(
            "GET /instances?active=false",
            Reply.json(
                "[{\"instance_id\":\"w1\",\"name\":\"shop\",\"version\":\"1\",\"host\":"
                    + "\"web-01\",\"active\":true,\"last_seen\":1,\"tools\":[],"
                    + "\"state\":\"live\"}]"));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void commandsAreCompletedWithWhatTheyDo() {
    assertThat(lines("he"))
        .containsExactly("health\tAsks the registry how it is; exits 0 if it is well.");
    assertThat(words("")).contains("serve", "run", "context").doesNotContain("__complete");
    assertThat(words("context", "")).containsExactly("list", "use", "set", "show", "remove");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tools --no-h | --no-headers",
        "tools --no-headers --no-h | ''",
        "tools -o | ''",
        "tools -o w | wide",
        "tools --output j | json jsonl",
        "tools --output=j | --output=json --output=jsonl",
        "tools --all=x | ''",
        "tools --nonsense=x | ''",
        "tools --nonsense --no-h | --no-headers",
        "export super | superputty",
        "completion z | zsh",
        "run d | deploy",
        "tools de | deploy",
        "run deploy --host web-0 | web-01 web-02",
        "run deploy --host=web-0 | --host=web-01 --host=web-02",
        "run --host w | web-01",
        "run deploy --host web-01 --agent '' | db shop",
        "run deploy --host=web-02 --agent '' | shop",
        "run --host db-01 --agent '' | db",
        "run deploy -- --ho | ''",
        "run -- de | deploy",
        "drain '' | w1",
        "deregister w | w1",
        "tools deploy d | ''",
      })
  void wordsAreCompletedByWhatTheyStandFor(String typed, String expected) {
    assertThat(words(typed.replace("''", "").split(" ", -1)))
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(" ", -1)));
  }

  @Test
  void whatCanOnlyBeAnOptionIsCompletedWithOptions() {
    assertThat(words("hosts", "")).contains("--all", "--output");
    assertThat(words("hosts", "--all", "")).doesNotContain("--all").contains("--output");
  }

  @Test
  void filesAreLeftToTheShell() {
    assertThat(words("tools", "--registry-cert", "")).containsExactly("\tfiles");
    assertThat(words("tools", "--registry-cert=/e")).containsExactly("\tfiles");
    assertThat(words("run", "--ssh-key", "x")).containsExactly("\tfiles");
  }

  @Test
  void namesSayWhatTheyAre() {
    assertThat(lines("run", "d")).containsExactly("deploy\tDeploys");
    assertThat(lines("drain", "")).containsExactly("w1\tshop on web-01, live");
    assertThat(lines("run", "deploy", "--host", "web-02")).containsExactly("web-02\tshop");
  }

  @Test
  void theRegistryThatIsTypedIsAsked() {
    terminal.with("REGISTRY_URL", "http://127.0.0.1:1");

    assertThat(words("run", "--registry", registry.uri().toString(), "d"))
        .containsExactly("deploy");
    terminal.run("context", "set", "here", "--registry", registry.uri().toString());
    assertThat(words("run", "--context=here", "d")).containsExactly("deploy");
    assertThat(lines("run", "--context", "h")).containsExactly("here\t" + registry.uri());
    assertThat(words("context", "use", "")).containsExactly("here");
  }

  @Test
  void aKeyThatIsTypedIsSentButNeverReadFromStandardInput() {
    terminal.typing("from standard input");

    assertThat(words("run", "--registry-key", "typed", "d")).containsExactly("deploy");
    assertThat(words("run", "--registry-key-file", "-", "d")).containsExactly("deploy");
    assertThat(registry.requests())
        .extracting(request -> request.header("X-API-Key"))
        .containsExactly("typed", null);
  }

  @Test
  void thereIsSilenceWhenTheRegistryIsAwayOrAnythingIsWrong() {
    registry.on("GET /tools?active=true", Reply.json(403, "{\"detail\":\"no\"}"));
    assertThat(words("run", "d")).isEmpty();
    registry.on("GET /tools?active=true", Reply.json("nonsense"));
    assertThat(words("run", "d")).isEmpty();
    assertThat(words("run", "--registry", "http://127.0.0.1:1", "d")).isEmpty();
    assertThat(words("run", "--registry", "n o t", "d")).isEmpty();
    assertThat(words("run", "--context", "nope", "d")).isEmpty();
    assertThat(words("run", "--context", "n/a", "d")).isEmpty();
    assertThat(words("run", "--registry-key-file", "/nowhere", "d")).isEmpty();
  }

  @Test
  void aSilentRegistryIsNotWaitedForLong() {
    registry.on("GET /tools?active=true", Reply.silence());

    assertThat(words("run", "d")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--no-host-key-check",
        "-x",
        "two\\nlines",
        "a\\u001b]0;b",
        "\\u202etxt",
        "\\ttab"
      })
  void aNameThatIsNoMereWordIsLeftOut(String name) {
    registry.on(
        "GET /tools?active=true",
        Reply.json("[" + DEPLOY + "," + DEPLOY.replace("\"deploy\"", '"' + name + '"') + "]"));

    assertThat(words("run", "")).containsExactly("deploy");
    assertThat(words("tools", "-")).doesNotContain(name);
  }

  @Test
  void aDescriptionStaysInItsLine() {
    registry.on(
        "GET /tools?active=true",
        Reply.json("[" + DEPLOY.replace("Deploys\\n", "\\t\\u001b[31m" + "x".repeat(99)) + "]"));

    assertThat(lines("run", "")).containsExactly("deploy\t\\u001b[31m" + "x".repeat(50) + "…");
  }

  private List<String> words(String... typed) {
    return lines(typed).stream().map(line -> line.replaceFirst("(?<=.)\t.*", "")).toList();
  }

  private List<String> lines(String... typed) {
    List<String> arguments = new ArrayList<>(List.of("__complete", "--"));
    arguments.addAll(List.of(typed));
    Outcome outcome = terminal.run(arguments.toArray(String[]::new));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    return outcome.out().lines().toList();
  }
}
