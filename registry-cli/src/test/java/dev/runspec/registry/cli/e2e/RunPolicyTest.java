package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.SshTarget;
import dev.runspec.registry.cli.Terminal.Outcome;
import dev.runspec.registry.cli.e2e.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} does under a policy, on a real host. */
class RunPolicyTest {

  private static Estate estate;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    estate = new Estate();
    estate.tool("deploy", "echo \"deployed $*\"\n");
  }

  @AfterAll
  static void stop() throws IOException {
    estate.close();
  }

  private Path policy;

  @BeforeEach
  void write() throws IOException {
    policy =
        Files.writeString(
            folder.resolve("policy.toml"),
            "[[rules]]\nhosts = ['web-*']\ncommands = ['%s']\n".formatted(estate.folder()));
  }

  private Ended run(String... options) throws IOException, InterruptedException {
    String[] all = new String[options.length + 4];
    System.arraycopy(new String[] {"run", "deploy", "--host", "web-01"}, 0, all, 0, 4);
    System.arraycopy(options, 0, all, 4, options.length);
    return estate.program().with("REGISTRY_POLICY", policy.toString()).run(all);
  }

  @Test
  void whatTheRulesAllowRuns() throws Exception {
    Ended ended = run("--", "--env", "prod");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).isEqualTo("deployed --env prod\n");
  }

  @Test
  void whatTheyDoNotAllowDoesNot() throws Exception {
    Files.writeString(policy, "[[rules]]\nhosts = ['web-*']\ncommands = ['/opt/shop']\n");

    for (String mode : new String[] {"--plain", "--dry-run", "--stdin", "--yes"}) {
      Ended ended = run(mode);

      assertThat(ended.code()).isEqualTo(125);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err())
          .startsWith("registry-cli: refused to run deploy: command " + estate.folder())
          .contains("the policy does not allow it, " + policy + ":1")
          .hasLineCount(1);
    }
  }

  @Test
  void anAgentWithoutATerminalNeedsAYesForWhatIsNotForMachinesAlone() throws Exception {
    Ended refused = run("--for-agent");
    Ended agreed = run("--for-agent", "--yes");

    assertThat(refused.code()).isEqualTo(125);
    assertThat(refused.err())
        .isEqualTo(
            "registry-cli: refused to run deploy: a run for agents: nobody is there to be asked,"
                + " and the tool's autonomy is unknown; accepted: a terminal, or --yes\n");
    assertThat(agreed.out()).isEqualTo("deployed \n");
  }

  @Test
  void aPinHoldsUntilTheToolChanges() throws Exception {
    Path script = estate.script("pinned", "echo \"pinned\"\n");
    Entry.of("web-09", "pinned", script.toString()).registerIn(estate.registry(), "p");
    String explained = explain();
    String definition = word("definition", explained);
    String hash = word("run hash", explained);

    assertThat(pinned(definition).out()).isEqualTo("pinned\n");
    assertThat(pinned(hash).out()).isEqualTo("pinned\n");

    Entry.of("web-09", "pinned", estate.script("evil", "echo evil\n").toString())
        .registerIn(estate.registry(), "p");
    Ended changed = pinned(hash);
    assertThat(changed.code()).isEqualTo(125);
    assertThat(changed.out()).isEmpty();
    assertThat(changed.err())
        .contains("it is not as it was, its hash is " + word("run hash", explain()), hash);
    assertThat(pinned(definition).out()).as("a definition's hash says no command").contains("evil");
    assertThat(pinned("nonsense").code()).isEqualTo(2);
  }

  @Test
  void aRedirectionToAnotherHostIsRefusedBeforeAnythingIsConnected() throws Exception {
    Entry.of("web-07", "status", estate.folder() + "/deploy")
        .at(new SshTarget("db-01", null, null))
        .registerIn(estate.registry(), "shop");

    Ended ended =
        estate
            .program()
            .with("REGISTRY_POLICY", policy.toString())
            .run("run", "status", "--host", "web-07");

    assertThat(ended.code()).isEqualTo(125);
    assertThat(ended.err()).contains("address db-01 for web-07: the policy does not allow it");
  }

  @Test
  void whatExplainPrintsCanBePasted() throws Exception {
    Outcome outcome =
        estate
            .terminal()
            .run(
                "explain", "deploy", "--host=web-01", "--", "it's", "two\nlines", "\u001b[2J", "ü");
    Matcher line = Pattern.compile("(?m)^ssh +(ssh .*)$").matcher(outcome.out());
    assertThat(line.find()).isTrue();

    Process bash =
        new ProcessBuilder("bash", "-c", line.group(1).replace("-- web-01", "-l root -- web-01"))
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    String said = Output.of(bash.getInputStream()).whole();

    assertThat(said).contains("deployed it's two\nlines \u001b[2J ü\n");
    bash.getOutputStream().close();
    assertThat(bash.waitFor()).isZero();
  }

  private static Ended pinned(String hash) throws IOException, InterruptedException {
    return estate.program().run("run", "pinned", "--host", "web-09", "--expect-hash", hash);
  }

  private static String explain() {
    Outcome outcome = estate.terminal().run("explain", "pinned");
    assertThat(outcome.err()).isEmpty();
    return outcome.out();
  }

  private static String word(String what, String explained) {
    Matcher line = Pattern.compile("(?m)^" + what + " +(\\S+)$").matcher(explained);
    assertThat(line.find()).isTrue();
    return line.group(1);
  }
}
