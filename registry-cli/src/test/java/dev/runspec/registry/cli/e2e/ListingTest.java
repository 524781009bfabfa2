package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Tool;
import dev.runspec.registry.cli.Terminal;
import dev.runspec.registry.cli.Terminal.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The listings of a real registry, in every format. */
class ListingTest {

  private static LiveRegistry registry;

  @BeforeAll
  static void start() {
    registry = LiveRegistry.start();
    Tool deploy =
        Tool.builder("deploy").description("Deploys\nthe shop").command("/opt/deploy").build();
    register("w1", "shop", "web-01", deploy, Tool.builder("status").command("status").build());
    register("w2", "shop", "web-02", deploy);
    register("d1", "db", "db-01", Tool.builder("backup").command("backup").runAs("dba").build());
    registry.client().drain(new InstanceId("d1"));
    register("gone", "shop", "web-03", deploy);
    registry.client().deregister(new InstanceId("gone"));
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  private static void register(String id, String name, String host, Tool... tools) {
    registry
        .client()
        .register(
            Registration.builder(id, name, "1.0", host)
                .heartbeatInterval(Duration.ofDays(1))
                .labels(Map.of("site", "north"))
                .ssh(new SshTarget("10.0.0.1", 2222, "ops"))
                .tools(List.of(tools))
                .build());
  }

  @Test
  void toolsAreThoseOfAgentsThatAreThere() {
    assertThat(out("tools"))
        .isEqualTo(
            """
            NAME    HOSTS          DESCRIPTION
            deploy  web-01,web-02  Deploys
            status  web-01         -
            """);
    assertThat(out("tools", "--all", "-o", "name").lines()).contains("backup", "deploy");
  }

  @Test
  void aToolIsShownHostByHost() {
    assertThat(out("tools", "deploy"))
        .isEqualTo(
            """
            HOST    INSTANCE  RUN AS  COMMAND
            web-01  shop      -       /opt/deploy
            web-02  shop      -       /opt/deploy
            """);
    assertThat(out("tools", "deploy", "-o", "wide"))
        .contains("ops@10.0.0.1:2222", "site=north", "w1", "w2");
    assertThat(out("tools", "deploy", "-o", "name")).isEqualTo("web-01\nweb-02\n");
  }

  @Test
  void instancesAreAllThatAreKnownWithTheirState() {
    assertThat(out("instances", "-o", "name").lines())
        .containsExactlyInAnyOrder("w1", "w2", "d1", "gone");
    assertThat(out("instances").lines().map(line -> line.replaceAll(" +", " ")))
        .anyMatch(line -> line.startsWith("w1 shop web-01 live "))
        .anyMatch(line -> line.startsWith("d1 db db-01 draining "))
        .anyMatch(line -> line.startsWith("gone shop web-03 gone "));
    assertThat(out("instances", "--active", "-o", "name").lines()).doesNotContain("gone");
    assertThat(out("instances", "w1", "-o", "name")).isEqualTo("w1\n");
  }

  @Test
  void hostsAreThoseWithAnAgent() {
    assertThat(out("hosts"))
        .isEqualTo(
            """
            HOST    NAME  VERSION  TOOLS
            web-01  shop  1.0      2
            web-02  shop  1.0      1
            """);
    assertThat(out("hosts", "-o", "name")).isEqualTo("web-01\nweb-02\n");
  }

  @Test
  void healthNamesTheRegistry() {
    assertThat(out("health")).isEqualTo("STATUS  REGISTRY\nok      " + registry.uri() + "\n");
    assertThat(out("health", "-o", "json")).isEqualTo("{\n  \"status\": \"ok\"\n}\n");
  }

  @Test
  void exportsNameEveryHost() {
    assertThat(out("export", "superputty", "--user", "anna"))
        .contains("<Host>web-01</Host>", "<Host>web-02</Host>", "<Username>anna</Username>");
    assertThat(out("export", "mobaxterm")).contains("shop (web-01) =#109#0#web-01#22#");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tools --all", "tools deploy", "instances", "instances w1", "hosts", "health"})
  void jsonAndYamlSayTheSame(String command) throws IOException {
    List<String> json =
        tokens(new JsonFactory().createParser(out((command + " -o json").split(" ", -1))));
    List<String> yaml =
        tokens(new YAMLFactory().createParser(out((command + " -o yaml").split(" ", -1))));

    assertThat(yaml).isEqualTo(json).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tools deplyo, 'no host has the tool deplyo; did you mean deploy?; registry-cli tools'",
    "tools backup, 'no agent offers the tool backup now; --all shows those that had it'",
    "instances w3, 'there is no instance w3; did you mean w1 or w2?'",
    "drain w3, 'tried to drain w3, but'",
  })
  void whatThereIsNotIsAnsweredWithWhatThereIs(String command, String reason) {
    Outcome outcome = terminal().run(command.split(" ", -1));

    assertThat(outcome.err()).startsWith("registry-cli: " + reason).hasLineCount(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.code()).isEqualTo(1);
  }

  private static List<String> tokens(JsonParser parser) throws IOException {
    List<String> tokens = new ArrayList<>();
    try (parser) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        tokens.add(token + " " + parser.getText());
      }
    }
    return tokens;
  }

  private static String out(String... arguments) {
    Outcome outcome = terminal().run(arguments);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    return outcome.out();
  }

  private static Terminal terminal() {
    return new Terminal().with("REGISTRY_URL", registry.uri().toString());
  }
}
