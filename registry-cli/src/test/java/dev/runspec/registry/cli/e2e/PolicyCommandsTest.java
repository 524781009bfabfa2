package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.SshTarget;
import dev.runspec.registry.cli.Terminal;
import dev.runspec.registry.cli.Terminal.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandsTest {

  private static final String SHOP =
      """
      [[rules]]
      hosts = ["web-*"]
      commands = ["/opt/shop/bin"]
      run-as = ["shop", ""]

      [[rules]]
      hosts = ["db-*"]
      confirm = true
      """;

  private static LiveRegistry registry;

  @TempDir private Path folder;
  private Terminal terminal;
  private Path file;

  @BeforeAll
  static void start() {
    registry = LiveRegistry.start();
    Entry.of("web-01", "deploy", "/opt/shop/bin/deploy")
        .as("shop", "sudo")
        .registerIn(registry, "shop");
    Entry.of("web-02", "deploy", "/opt/evil\u001b[2J")
        .at(new SshTarget("db-01", null, null))
        .registerIn(registry, "shop");
    Entry.of("db-01", "deploy", "/opt/db/deploy").registerIn(registry, "shop");
    Entry.of("db-01", "backup", "/opt/db/backup").registerIn(registry, "db");
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @BeforeEach
  void sitDown() throws IOException {
    file = Files.writeString(folder.resolve("policy.toml"), SHOP);
    terminal =
        new Terminal()
            .with("REGISTRY_URL", registry.uri().toString())
            .with("REGISTRY_POLICY", file.toString());
  }

  @Test
  void aCheckTellsHostByHostWhichRuleDecides() {
    Outcome outcome = terminal.run("policy", "check", "deploy");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines().map(line -> line.replaceAll(" {2,}", "  ")))
        .containsExactly(
            "HOST  DECISION  WHY",
            "db-01  asks  needs a yes at a terminal, or --yes; "
                + file
                + ":6: it allows this on db-01; it wants a yes",
            "web-01  allowed  " + file + ":1: it allows this on web-01",
            "web-02  refused  command /opt/evil\\u001b[2J: the policy does not allow it, "
                + file
                + ":1; accepted: its commands: /opt/shop/bin");
    assertThat(outcome.code()).isEqualTo(1);
  }

  @Test
  void itsExitCodeIsTheAnswer() {
    assertThat(terminal.run("policy", "check", "deploy", "--host", "web-01").code()).isZero();
    assertThat(terminal.run("policy", "check", "deploy", "--host", "web-01,db-01").code())
        .isEqualTo(3);
    assertThat(terminal.run("policy", "check", "deploy", "--host", "web-02,db-01").code())
        .isEqualTo(1);
    assertThat(terminal.run("policy", "check", "deploy", "--host", "web-03").code()).isEqualTo(125);
    assertThat(terminal.run("policy", "check").code()).isEqualTo(2);
  }

  @Test
  void asJsonItTellsEveryReason() {
    assertThat(terminal.run("policy", "check", "deploy", "--host", "db-01", "-o", "json").out())
        .contains(
            "\"host\": \"db-01\"",
            "\"decision\": \"asks\"",
            "\"consent\": \"yes\"",
            "\"verify\": false",
            "\"where\": \"" + file + ":6\"");
  }

  @Test
  void whatIsInForceIsShown() {
    assertThat(
            terminal
                .run("policy", "show")
                .out()
                .lines()
                .map(line -> line.replaceAll(" {2,}", "  ")))
        .containsExactly(
            "OF  HOSTS  TOOLS  CALLERS  TERMS  RULE",
            "user  web-*  *  people,agents  commands=/opt/shop/bin run-as=shop,\"\"  "
                + file
                + ":1",
            "user  db-*  *  people,agents  confirm=true  " + file + ":6");
    assertThat(terminal.run("policy", "show", "-o", "json").out())
        .contains("\"line\": 6", "\"confirm\": true", "\"of\": \"user\"");

    Outcome nothing = terminal.with("REGISTRY_POLICY", "").run("policy", "show");
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err()).contains("there is no policy file");
    assertThat(nothing.code()).isZero();
  }

  @Test
  void aPolicyThatCannotBeUnderstoodRefusesEverything() throws IOException {
    Files.writeString(file, SHOP + "verfy = true\n");

    for (String[] line :
        new String[][] {
          {"policy", "check", "deploy"},
          {"explain", "deploy", "--host", "web-01"},
          {"run", "deploy", "--host", "web-01"},
          {"run", "deploy", "--host", "web-01", "--dry-run"},
        }) {
      Outcome outcome = terminal.run(line);

      assertThat(outcome.code()).as(line[0]).isEqualTo(125);
      assertThat(outcome.err())
          .isEqualTo(
              "registry-cli: "
                  + file
                  + ":9:1: verfy is no member of a policy; did you mean verify?; expected hosts,"
                  + " tools, callers, allow, commands, run-as, become, flags, addresses, ports,"
                  + " logins, confirm, autonomy, verify (nothing is run until it is mended)\n");
    }
  }

  @Test
  void anExplanationTellsWhoSpeaksAndWhatIsSentWhere() {
    Outcome outcome =
        terminal.run("explain", "deploy", "--host", "web-01", "--", "it's", "two\nlines");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains(
            "the only one on web-01 that has it",
            "shop by sudo",
            "run otherwise  on db-01, web-02",
            "run-",
            "policy         allowed",
            "ssh -T -o BatchMode=yes -- web-01 $'exec sh -c ")
        .containsPattern("definition +[0-9a-f]{64}\n")
        .contains("remote         sudo -u shop /opt/shop/bin/deploy 'it'\"'\"'s' 'two\\nlines'\n");
    assertThat(terminal.run("explain", "deploy", "--host", "web-02").code()).isEqualTo(1);
    assertThat(terminal.run("explain", "deploy", "--host", "web-02").out())
        .contains("command /opt/evil\\u001b[2J: the policy does not allow it")
        .doesNotContain("\u001b", "BatchMode");
  }

  @Test
  void anExplanationOfATwinTellsWhyTheOther() {
    Entry.of("twin", "status", "/opt/status").registerIn(registry, "shop");
    Entry.of("twin", "status", "/opt/status").registerIn(registry, "shop");
    Entry.of("twin", "status", "/opt/status").registerIn(registry, "other");

    Outcome outcome = terminal.with("REGISTRY_POLICY", "").run("explain", "status", "-o", "json");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("all agents of the host run it in the same way", "why_not");
    assertThat(terminal.run("explain", "status", "--agent", "shop").out())
        .contains("its agent shop was named; of the live ones of shop it wrote last")
        .contains(": wrote earlier", ": another agent");
  }

  @Test
  void anExplanationNeedsAHostWhereThereAreSeveral() {
    assertThat(terminal.run("explain", "deploy").err())
        .contains("--host is needed; deploy is on db-01, web-01, web-02");
    assertThat(terminal.run("explain", "backup").code()).isZero();
  }
}
