package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.cli.Terminal;
import dev.runspec.registry.cli.Terminal.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Arguments are held against the schema of each host before anything is connected. */
class RunArgumentsTest {

  private static LiveRegistry registry;

  private Terminal terminal;

  @BeforeAll
  static void start() {
    registry = LiveRegistry.start();
    String schema =
        "{\"type\":\"object\",\"properties\":{\"env\":{\"type\":\"string\",\"enum\":[\"prod\","
            + "\"te\\u001bst\"],\"description\":\"Where\\u0007 to\"},\"count\":{\"type\":\"integer\","
            + "\"default\":3,\"minimum\":1}},\"required\":[\"env\"]}";
    offer("web-01", schema);
    offer("web-02", schema);
    offer("old-01", schema.replace("prod", "production"));
  }

  private static void offer(String host, String schema) {
    registry
        .client()
        .register(
            Registration.builder("id-" + host, "shop", "1", host)
                .heartbeatInterval(Duration.ofDays(1))
                .tools(
                    List.of(
                        Tool.builder("deploy")
                            .description("Deploys")
                            .inputSchema(new JsonDocument(schema))
                            .command("/opt/deploy")
                            .build()))
                .build());
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
  void whatTheToolWouldRefuseIsRefusedHere() {
    assertRefused(
        "refused to run deploy: argument --env prd: it is none of the choices; did you mean"
            + " prod?; accepted: prod, te\\u001bst",
        "run",
        "deploy",
        "--host",
        "web-01",
        "--dry-run",
        "--",
        "--env",
        "prd");
    assertRefused(
        "refused to run deploy: argument --env: it is missing; accepted: prod, te\\u001bst;"
            + " nothing was run on any host",
        "run",
        "deploy",
        "--host",
        "web-*",
        "--dry-run");
  }

  @Test
  void eachHostHasASchemaOfItsOwn() {
    assertRefused(
        "refused to run deploy on old-01: argument --env prod: it is none of the choices;"
            + " accepted: production, te\\u001bst; nothing was run on any host (--skip-refused"
            + " runs the other 2)",
        "run",
        "deploy",
        "--all",
        "--dry-run",
        "--",
        "--env",
        "prod");
    assertThat(
            terminal.run(
                "run", "deploy", "--all", "--skip-refused", "--dry-run", "--", "--env", "prod"))
        .isEqualTo(
            new Outcome(0, "web-01: /opt/deploy --env prod\nweb-02: /opt/deploy --env prod\n", ""));
    assertThat(
            terminal.run(
                "run", "deploy", "--host", "old-01", "--dry-run", "--", "--env=production"))
        .isEqualTo(new Outcome(0, "/opt/deploy --env=production\n", ""));
  }

  @Test
  void whoSaysSoIsNotHeldToIt() {
    assertThat(
            terminal.run(
                "run", "deploy", "--host", "web-01", "--no-validate", "--dry-run", "--", "--x"))
        .isEqualTo(new Outcome(0, "/opt/deploy --x\n", ""));
  }

  @Test
  void theHelpOfAToolTellsItsArguments() {
    Outcome help = terminal.run("run", "deploy", "--help");

    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains("Usage: registry-cli run")
        .endsWith(
            """

            Arguments of deploy, which come after --:
              --env                 prod, te\\u001bst; required
                                    Where\\u0007 to
              --count               a whole number of at least 1; 3 unless given
              Some hosts have others; tools diff shows how they differ.
            """);
    assertThat(terminal.run("run", "--help").out()).doesNotContain("which come after --:");
    assertThat(terminal.run("run", "nothing", "--help").out())
        .endsWith("\nThe arguments of nothing are not known: no host has it\n");
  }

  private void assertRefused(String reason, String... arguments) {
    assertThat(terminal.run(arguments))
        .isEqualTo(new Outcome(125, "", "registry-cli: " + reason + "\n"));
  }
}
