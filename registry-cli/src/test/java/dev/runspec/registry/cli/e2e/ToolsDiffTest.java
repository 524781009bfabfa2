package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.cli.Terminal;
import dev.runspec.registry.cli.Terminal.Outcome;
import dev.runspec.registry.json.ToolJson;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code tools diff} against a real registry. */
class ToolsDiffTest {

  private final LiveRegistry registry = LiveRegistry.start();

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void hostsThatOfferTheSameDoNotDiffer() {
    register(
        "web-01",
        "shop",
        """
        {"name":"deploy","description":"D","inputSchema":{"type":"object","properties":{}},
         "x-command":"/d","x-run-as":"shop"}""");
    register(
        "web-02",
        "another",
        """
        {"name":"deploy","inputSchema":{"properties":{},"type":"object"},"description":"D",
         "x-run-as":"shop","x-command":"/d","x-become-method":"sudo","x-become-flags":""}""");

    assertThat(diff("web-01", "web-02")).isEqualTo(new Outcome(0, "", ""));
    assertThat(diff("web-01", "web-01", "-o", "json")).isEqualTo(new Outcome(0, "[]\n", ""));
  }

  @Test
  void whatOneHasAndHowToolsDifferIsShownMemberByMember() {
    register(
        "web-01",
        "shop",
        """
        {"name":"backup"}""",
        """
        {"name":"deploy","description":"Deploys","inputSchema":{"type":"object","properties":
         {"env":{"enum":["test","prod"]},"fast":{"type":"boolean"}}},"x-autonomy":"manual",
         "x-command":"/opt/deploy","x-run-as":"shop"}""");
    register(
        "web-02",
        "shop",
        """
        {"name":"deploy","description":"Deploys it","inputSchema":{"type":"object","properties":
         {"env":{"enum":["prod"]}}},"x-autonomy":"manual","x-command":"/opt/deploy2","x-run-as":
         "root","x-become-method":"su"}""",
        """
        {"name":"\u001b[31mred"}""");

    Outcome outcome = diff("web-01", "web-02");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo(
            """
            TOOL           DIFFERENCE                        web-01           web-02
            \\u001b[31mred  the tool itself                   -                there
            backup         the tool itself                   there            -
            deploy         description                       "Deploys"        "Deploys it"
            deploy         inputSchema/properties/env/enum   ["test","prod"]  ["prod"]
            deploy         inputSchema/properties/fast/type  "boolean"        -
            deploy         x-become-method                   "sudo"           "su"
            deploy         x-command                         "/opt/deploy"    "/opt/deploy2"
            deploy         x-run-as                          "shop"           "root"
            """);
    assertThat(diff("web-01", "web-02", "-o", "name").out())
        .isEqualTo("\\u001b[31mred\nbackup\ndeploy\n");
    assertThat(diff("web-02", "web-01", "-o", "json").out())
        .contains(
            """
              {
                "tool": "backup",
                "kind": "presence",
                "member": "",
                "right": true
              },
              {
                "tool": "deploy",
                "kind": "definition",
                "member": "/description",
                "left": "Deploys it",
                "right": "Deploys"
              },
            """);
  }

  @Test
  void whereSeveralAgentsHaveAToolItIsComparedAgentByAgent() {
    register("web-01", "shop", "{\"name\":\"deploy\",\"x-command\":\"/shop\"}");
    register("web-01", "db", "{\"name\":\"deploy\",\"x-command\":\"/db\"}");
    register("web-02", "shop", "{\"name\":\"deploy\",\"x-command\":\"/shop2\"}");

    assertThat(diff("web-01", "web-02").out())
        .isEqualTo(
            """
            TOOL    DIFFERENCE            web-01   web-02
            deploy  the tool itself (db)  there    -
            deploy  x-command (shop)      "/shop"  "/shop2"
            """);
  }

  @Test
  void ofTwoRunsOfAnAgentTheOneThatSpeaksIsCompared() {
    register("web-01", "shop", "{\"name\":\"deploy\",\"x-command\":\"/old\"}");
    register("web-01", "shop", "{\"name\":\"deploy\",\"x-command\":\"/new\"}");
    register("web-02", "shop", "{\"name\":\"deploy\",\"x-command\":\"/new\"}");

    assertThat(diff("web-01", "web-02").code()).isZero();
  }

  @Test
  void aHostThatIsNotThereIsNamedAndNothingIsCompared() {
    register("web-01", "shop", "{\"name\":\"deploy\"}");

    assertThat(diff("web-01", "web-02"))
        .isEqualTo(
            new Outcome(
                125,
                "",
                "registry-cli: no agent of the host web-02 is there now; did you mean web-01?\n"));
    assertThat(diff("web-01").code()).isEqualTo(2);
  }

  @Test
  void aToolOfThatNameCanStillBeShown() {
    register("web-01", "shop", "{\"name\":\"diff\",\"x-command\":\"/d\"}");

    assertThat(terminal().run("tools", "--", "diff").out()).contains("web-01");
  }

  private void register(String host, String agent, String... tools) {
    List<Tool> documents =
        Stream.of(tools).map(text -> ToolJson.read(compact(text).utf8())).toList();
    registry
        .client()
        .register(
            Registration.builder(UUID.randomUUID().toString(), agent, "1", host)
                .tools(documents)
                .build());
  }

  private static JsonDocument compact(String text) {
    return new JsonDocument(text.replace("\n", "").replace("\u001b", "\\u001b"));
  }

  private Outcome diff(String... arguments) {
    return terminal()
        .run(
            Stream.concat(Stream.of("tools", "diff"), Stream.of(arguments)).toArray(String[]::new));
  }

  private Terminal terminal() {
    return new Terminal().with("REGISTRY_URL", registry.uri().toString());
  }
}
