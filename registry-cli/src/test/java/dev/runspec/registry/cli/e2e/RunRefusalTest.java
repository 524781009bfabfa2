package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Ports;
import dev.runspec.registry.cli.Terminal;
import dev.runspec.registry.cli.Terminal.Outcome;
import dev.runspec.registry.cli.ssh.SshCommand;
import dev.runspec.registry.cli.ssh.SshServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} does not run: one line says why and what there is instead. */
class RunRefusalTest {

  private static LiveRegistry registry;

  private Terminal terminal;

  @BeforeAll
  static void start() {
    registry = LiveRegistry.start();
    Entry.of("web-01", "deploy", "/opt/deploy").registerIn(registry, "shop");
    Entry.of("web-02", "deploy", "/opt/deploy").registerIn(registry, "shop");
    Entry.of("web-02", "deploy", "/opt/other").registerIn(registry, "other");
    for (int number = 10; number < 22; number++) {
      Entry.of("db-" + number, "backup", "backup").registerIn(registry, "shop");
    }
  }

  @BeforeEach
  void sitDown() {
    terminal = new Terminal().with("REGISTRY_URL", registry.uri().toString());
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void anUnknownToolIsAnsweredWithNearNames() {
    assertRefused(
        125,
        "no host has the tool depoly; did you mean deploy?; registry-cli tools lists what there is",
        "run",
        "depoly",
        "--host",
        "web-01");
  }

  @Test
  void aHostWithoutTheToolIsAnsweredWithNearNamesAndTheHostsThatHaveIt() {
    assertRefused(
        125,
        "web-03 has no tool deploy; did you mean web-01 or web-02?; it is on web-01, web-02",
        "run",
        "deploy",
        "--host",
        "web-03");
  }

  @Test
  void aMissingHostIsAWrongCommandLineAndAnsweredWithTheHosts() {
    assertRefused(
        2,
        "--host is needed; deploy is on web-01, web-02; see registry-cli run --help",
        "run",
        "deploy",
        "--",
        "--env",
        "prod");
    assertRefused(
        2,
        "--host is needed; backup is on db-10, db-11, db-12, db-13, db-14, db-15, db-16, db-17,"
            + " db-18, db-19 and 2 more; see registry-cli run --help",
        "run",
        "backup");
  }

  @Test
  void aToolThatSeveralAgentsOfAHostHaveIsRunOnlyWhenOneIsNamed() {
    assertRefused(
        125,
        "web-02 has several tools named deploy, of the agents other, shop; say which with --agent",
        "run",
        "deploy",
        "--host",
        "web-02");
    Outcome chosen =
        terminal.run("run", "deploy", "--host", "web-02", "--agent", "other", "--dry-run");
    assertThat(chosen).isEqualTo(new Outcome(0, "/opt/other\n", ""));
    assertRefused(
        125,
        "web-02 has no tool deploy of an agent shoop; did you mean shop?; there it is of other, shop",
        "run",
        "deploy",
        "--host",
        "web-02",
        "--agent",
        "shoop");
  }

  @Test
  void aHostThatCannotBeReachedIsSshsFailure(@TempDir Path folder) throws Exception {
    Path nobody =
        Files.writeString(
            folder.resolve("config"),
            "Host *\n  HostName 127.0.0.1\n  Port " + SshServer.freePort() + "\n");
    terminal.with(SshCommand.CONFIG_VARIABLE, nobody.toString());

    Outcome outcome = terminal.run("run", "deploy", "--host", "web-01");

    assertThat(outcome.code()).isEqualTo(255);
    assertThat(outcome.err())
        .startsWith("registry-cli: web-01 cannot be reached: ssh: connect to host ")
        .endsWith(" Connection refused (nothing ran; see what 'ssh web-01' says)\n")
        .hasLineCount(1);
  }

  @Test
  void aRegistryThatCannotBeReachedIsNamed() throws Exception {
    String url = "http://127.0.0.1:" + Ports.free();
    terminal.with("REGISTRY_URL", url);

    Outcome outcome = terminal.run("run", "deploy", "--host", "web-01");

    assertThat(outcome.code()).isEqualTo(125);
    assertThat(outcome.err())
        .isEqualTo(
            "registry-cli: tried to look up the tool deploy, but "
                + url
                + " takes no connection (refused); is the registry running there?"
                + " (--registry or REGISTRY_URL names another)\n");
  }

  @Test
  void whatCannotBeUsedIsSaidBeforeAnybodyIsAsked() {
    assertRefused(
        125,
        "the SSH key no-such-key is not a file that can be read",
        "run",
        "deploy",
        "--host",
        "web-01",
        "--ssh-key",
        "no-such-key");
    assertRefused(
        125,
        "CA file no-such-file does not exist",
        "run",
        "deploy",
        "--host",
        "web-01",
        "--registry-cert",
        "no-such-file");
    assertRefused(
        2,
        "--plain and --stdin do not go together; see registry-cli run --help",
        "run",
        "deploy",
        "--host",
        "web-01",
        "--plain",
        "-i");
    assertRefused(
        2,
        "which tool is to run on web-01? run TOOL --host web-01; see registry-cli run --help",
        "run",
        "--host",
        "web-01");
  }

  private void assertRefused(int code, String reason, String... arguments) {
    assertThat(terminal.run(arguments))
        .isEqualTo(new Outcome(code, "", "registry-cli: " + reason + "\n"));
  }
}
