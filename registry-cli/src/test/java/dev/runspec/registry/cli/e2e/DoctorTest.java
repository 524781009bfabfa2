package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.SshTarget;
import dev.runspec.registry.cli.Terminal.Outcome;
import dev.runspec.registry.cli.ssh.SshCommand;
import dev.runspec.registry.cli.ssh.SshServer;
import dev.runspec.registry.cli.ssh.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoctorTest {

  private Estate estate;
  private Path script;
  private Path ran;

  @BeforeEach
  void start() throws IOException {
    estate = new Estate();
    ran = estate.folder().resolve("ran");
    script = estate.script("deploy", "touch " + ran + "\n");
  }

  @AfterEach
  void stop() throws IOException {
    assertThat(ran).as("a tool was run").doesNotExist();
    estate.close();
  }

  private Outcome doctor(String... arguments) throws IOException {
    return doctor(
        estate
            .hosts()
            .strangersConfig(
                "IdentityFile " + estate.hosts().key(), "User " + estate.login().name()),
        arguments);
  }

  private Outcome doctor(Path configuration, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "doctor";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return estate.terminal().with(SshCommand.CONFIG_VARIABLE, configuration.toString()).run(all);
  }

  /** A line of the table, its columns one space apart. */
  private static String line(Outcome outcome, String about, String check) {
    return outcome
        .out()
        .lines()
        .map(line -> line.replaceAll(" {2,}", "  "))
        .filter(line -> line.startsWith(about + "  " + check + "  "))
        .findFirst()
        .orElse("no line of " + check + " in " + outcome);
  }

  @Test
  void aHostThatIsWellIsOkToTheLastProgram() throws IOException {
    TestUser shop = estate.hosts().user();
    estate.hosts().letSudo(estate.login(), shop);
    Entry.of("web-01", "own", script.toString()).registerIn(estate.registry(), "a");
    Entry.of("web-01", "deploy", script.toString())
        .as(shop.name(), "sudo")
        .registerIn(estate.registry(), "b");

    Outcome outcome = doctor("--host", "web-01");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines().filter(line -> line.startsWith("web-01")))
        .hasSize(7)
        .noneMatch(line -> line.contains("  warn  ") || line.contains("  fail  "));
    assertThat(outcome.code()).isZero();
    // The clock of these tests stands still.
    assertThat(line(outcome, "registry", "clock")).contains("warn", "s away from the clock here");
    assertThat(line(outcome, "web-01", "ssh")).contains("logs in as " + estate.login().name());
    assertThat(line(outcome, "web-01", "sudo to " + shop.name()))
        .contains("allowed without a password");
    assertThat(line(outcome, "web-01", "programs")).contains("1 is there");
    assertThat(line(outcome, "web-01", "programs of " + shop.name())).contains("1 is there");
  }

  @Test
  void whatIsMissingOnTheHostIsSaidWithWhatToDo() throws IOException {
    TestUser shop = estate.hosts().user();
    TestUser forbidden = estate.hosts().user();
    estate.hosts().letSudo(estate.login(), shop);
    Entry.of("web-01", "gone", "/no/such/program").registerIn(estate.registry(), "a");
    Entry.of("web-01", "gone-2", "/no/such/other")
        .as(shop.name(), "sudo")
        .registerIn(estate.registry(), "b");
    Entry.of("web-01", "no", script.toString())
        .as(forbidden.name(), "sudo")
        .registerIn(estate.registry(), "c");
    Entry.of("web-01", "su", script.toString())
        .as(shop.name(), "su")
        .registerIn(estate.registry(), "d");

    Outcome outcome = doctor("--host", "web-01");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(line(outcome, "web-01", "programs"))
        .contains("fail", "not there, or not to be run: /no/such/program");
    assertThat(line(outcome, "web-01", "programs of " + shop.name()))
        .contains("fail", "/no/such/other");
    assertThat(line(outcome, "web-01", "sudo to " + forbidden.name()))
        .contains("fail", "allow it with visudo: " + estate.login().name() + " ALL=(");
    assertThat(line(outcome, "web-01", "su to " + shop.name()))
        .contains("fail", "for a password, which run cannot give");
  }

  @Test
  void theStepThatFailsOnTheWayIsNamed() throws IOException {
    Entry.of("web-01", "own", script.toString()).registerIn(estate.registry(), "a");
    Path nobody =
        Files.writeString(
            estate.folder().resolve("nobody"),
            "Host *\n  HostName 127.0.0.1\n  Port " + SshServer.freePort() + "\n");
    Path nowhere =
        Files.writeString(
            estate.folder().resolve("nowhere"), "Host *\n  HostName no-such-host.invalid\n");

    assertThat(line(doctor(nowhere, "--host=web-01"), "web-01", "name"))
        .contains("fail", "which is no-such-host.invalid does not resolve");
    assertThat(line(doctor(nobody, "--host=web-01"), "web-01", "tcp"))
        .contains("fail", "takes no connection at port");
    assertThat(line(doctor(estate.hosts().strangersConfig(), "--host=web-01"), "web-01", "ssh"))
        .contains("fail", "Permission denied", "offer a key");
    assertThat(
            line(
                doctor(
                    estate.hosts().strangersConfig("UserKnownHostsFile /dev/null"),
                    "--host=web-01"),
                "web-01",
                "ssh"))
        .contains("fail", "Host key verification failed", "call 'ssh web-01' once");
    assertThat(line(doctor("--host", "web-02"), "web-02", "tools"))
        .contains("fail", "no agent offers tools there now");
  }

  @Test
  void whereThePolicyLetsNothingRunNothingIsConnected() throws IOException {
    Entry.of("web-01", "own", script.toString())
        .at(new SshTarget("10.255.255.1", null, null))
        .registerIn(estate.registry(), "a");
    Path policy =
        Files.writeString(estate.folder().resolve("policy.toml"), "[[rules]]\nhosts = ['*']\n");
    Path safe = Files.createDirectory(estate.folder().resolve("safe"));
    policy = Files.move(policy, safe.resolve("policy.toml"));

    Outcome outcome = doctor("--host", "web-01", "--policy", policy.toString());

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(line(outcome, "web-01", "tools"))
        .contains("1 of 1 would be refused", "address 10.255.255.1", "nothing was connected");
    assertThat(outcome.out()).doesNotContain("  ssh  ", "  tcp  ");
  }

  @Test
  void hostileTextsOfTheRegistryRunNothingAndDriveNoTerminal() throws IOException {
    Path canary = estate.folder().resolve("canary");
    for (String command :
        new String[] {"x; touch " + canary, "$(touch " + canary + ")", "'; touch " + canary}) {
      Entry.of("web-01", "t" + command.hashCode(), command).registerIn(estate.registry(), command);
      Entry.of("web-01", "u" + command.hashCode(), command)
          .as("root", "sudo")
          .registerIn(estate.registry(), "u" + command);
    }
    Entry.of("web-01", "v", "a\u001b[2J").registerIn(estate.registry(), "v");

    Outcome outcome = doctor("--host", "web-01");

    assertThat(canary).doesNotExist();
    assertThat(outcome.out()).doesNotContain("\u001b");
    assertThat(line(outcome, "web-01", "tools")).contains("warn", "1 of 7 would be refused");
  }

  @Test
  void aRegistryThatIsAwayIsAFailureOfItsOwn() {
    Outcome outcome =
        estate.terminal().run("doctor", "--registry", "http://127.0.0.1:1", "-o", "json");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("\"check\": \"reachable\"", "\"result\": \"fail\"", "takes no connection");
  }

  @Test
  void keysAreTriedWithoutChangingAnything() throws IOException {
    Path keys = Files.createDirectory(estate.folder().resolve("keys"));
    Path key = Files.writeString(keys.resolve("key"), "right\n");
    Path wrong = Files.writeString(keys.resolve("wrong"), "wrong\n");
    try (LiveRegistry keyed = LiveRegistry.start("--api-key-file", key.toString())) {
      String url = keyed.uri().toString();

      Outcome right =
          estate.terminal().run("doctor", "--registry", url, "--registry-key-file", "" + key);
      Outcome other =
          estate.terminal().run("doctor", "--registry", url, "--registry-key-file", "" + wrong);
      Outcome none = estate.terminal().run("doctor", "--registry", url);

      assertThat(line(right, "registry", "writing")).contains("ok", "scope write");
      assertThat(line(other, "registry", "writing")).contains("warn", "the key is wrong");
      assertThat(line(none, "registry", "writing")).contains("ok", "refused without a key");
      assertThat(keyed.instances()).isEmpty();
      assertThat(right.out() + other.out()).doesNotContain("right\n", "wrong\n");
    }
  }
}
