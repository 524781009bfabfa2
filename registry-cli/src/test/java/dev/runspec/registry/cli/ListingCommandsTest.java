package dev.runspec.registry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.Terminal.Outcome;
import dev.runspec.registry.client.ScriptedRegistry;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListingCommandsTest {

  private static final String DEPLOY =
      "{\"name\":\"deploy\",\"description\":\"Deploys\\nthe shop\",\"inputSchema\":{\"type\":"
          + "\"object\",\"x\":18446744073709551617},\"hosts\":[{\"host\":\"web-01\",\"x-command\":"
          + "\"/opt/deploy\",\"x-run-as\":\"shop\",\"instance\":\"shop\",\"version\":\"007\"},"
          + "{\"host\":\"web-02\",\"x-command\":\"deploy\",\"x-run-as\":\"\",\"instance\":"
          + "\"shop\",\"version\":\"2\",\"ssh\":{\"address\":\"10.0.0.2\",\"port\":2222}}]}";
  private static final String INSTANCES =
      "[{\"instance_id\":\"w1\",\"name\":\"shop\",\"version\":\"1\",\"host\":\"web-01\","
          + "\"active\":true,\"last_seen\":1767225630.5,\"tools\":[{\"name\":\"deploy\"}],"
          + "\"state\":\"live\"},"
          + "{\"instance_id\":\"w2\",\"name\":\"shop\",\"version\":\"1\",\"host\":\"web-02\","
          + "\"active\":false,\"last_seen\":1767214842,\"tools\":[],\"state\":\"stale\"}]";

  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final Terminal terminal = new Terminal();

  @BeforeEach
  void writeScript() {
    terminal.with("REGISTRY_URL", registry.uri().toString());
    registry
        .on("GET /tools?active=true", Reply.json("[" + DEPLOY + "]"))
        .on("GET /tools/deploy?active=true", Reply.json(DEPLOY))
        .on("GET /instances?active=false", Reply.json(INSTANCES))
        .on(
            "GET /hosts?active=true",
            Reply.json(
                "[{\"host\":\"web-01\",\"name\":\"shop\",\"instance_id\":\"w1\",\"version\":"
                    + "\"1\",\"tool_count\":3},{\"host\":\"web-01\",\"name\":\"db\","
                    + "\"instance_id\":\"d1\",\"version\":\"9\",\"tool_count\":1}]"))
        .on("GET /health", Reply.json("{\"status\":\"ok\"}"));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void toolsAreARowEach() {
    assertThat(run("tools"))
        .isEqualTo(
            """
            NAME    HOSTS          DESCRIPTION
            deploy  web-01,web-02  Deploys
            """);
  }

  @Test
  void aToolIsShownHostByHost() {
    assertThat(run("tools", "deploy"))
        .isEqualTo(
            """
            HOST    INSTANCE  RUN AS  COMMAND
            web-01  shop      shop    /opt/deploy
            web-02  shop      -       deploy
            """);
  }

  @Test
  void wideTablesShowMore() {
    assertThat(run("tools", "deploy", "-o", "wide"))
        .contains("BECOME", "sudo", "10.0.0.2:2222", "007");
    assertThat(run("tools", "-o", "wide")).contains("VARIANTS", "Deploys\\nthe shop");
    assertThat(run("instances", "-o", "wide")).contains("EXPIRES", "INTERVAL", "30s");
    assertThat(run("hosts", "-o", "wide")).contains("INSTANCE ID", "d1");
  }

  @Test
  void namesAreOneALineAndNoneTwice() {
    assertThat(run("tools", "-o", "name")).isEqualTo("deploy\n");
    assertThat(run("tools", "deploy", "-o", "name")).isEqualTo("web-01\nweb-02\n");
    assertThat(run("instances", "-o", "name")).isEqualTo("w1\nw2\n");
    assertThat(run("hosts", "-o", "name")).isEqualTo("web-01\n");
    assertThat(run("health", "-o", "name")).isEqualTo("ok\n");
  }

  @Test
  void headsCanBeLeftOut() {
    assertThat(run("tools", "--no-headers")).isEqualTo("deploy  web-01,web-02  Deploys\n");
  }

  @Test
  void instancesShowStateAndAge() {
    assertThat(run("instances"))
        .isEqualTo(
            """
            ID  NAME  HOST    STATE  SEEN  TOOLS
            w1  shop  web-01  live   11s   1
            w2  shop  web-02  stale  3h    0
            """);
  }

  @Test
  void statesAreColouredForPeopleOnly() {
    assertThat(run("instances")).doesNotContain("\u001b");
    terminal.watched();
    assertThat(run("instances")).contains("\u001b[32mlive\u001b[0m", "\u001b[31mstale\u001b[0m");
    terminal.with("NO_COLOR", "1");
    assertThat(run("instances")).doesNotContain("\u001b");
  }

  @Test
  void jsonIsThatOfTheProtocolIndented() {
    assertThat(run("health", "-o", "json")).isEqualTo("{\n  \"status\": \"ok\"\n}\n");
    assertThat(run("tools", "-o", "json"))
        .startsWith("[\n  {\n    \"name\": \"deploy\",\n")
        .contains("\"x\": 18446744073709551617", "\"version\": \"007\"")
        .endsWith("\n  }\n]\n");
    assertThat(run("tools", "deploy", "-o", "json")).startsWith("{\n  \"name\": \"deploy\",\n");
  }

  @Test
  void yamlSaysTheSame() {
    assertThat(run("health", "-o", "yaml")).isEqualTo("status: \"ok\"\n");
    assertThat(run("tools", "-o", "yaml"))
        .startsWith("- name: \"deploy\"\n  description: \"Deploys\\nthe shop\"\n")
        .contains("x: 18446744073709551617", "version: \"007\"");
  }

  @Test
  void anEmptyRegistryIsAnEmptyList() {
    registry.on("GET /tools?active=true", Reply.json("[]"));

    assertThat(run("tools", "-o", "json")).isEqualTo("[]\n");
    assertThat(run("tools", "-o", "name")).isEmpty();
    assertThat(run("tools")).isEqualTo("NAME  HOSTS  DESCRIPTION\n");
  }

  @Test
  void flagsWidenOrNarrowWhatIsListed() {
    registry
        .on("GET /tools?active=false", Reply.json("[]"))
        .on("GET /hosts?active=false", Reply.json("[]"))
        .on("GET /instances?active=true", Reply.json("[]"));

    run("tools", "--all");
    run("hosts", "--all");
    run("instances", "--active");

    assertThat(registry.targets())
        .containsExactly(
            "GET /tools?active=false", "GET /hosts?active=false", "GET /instances?active=true");
  }

  @Test
  void aHostileNameDoesNotDriveTheTerminal() {
    String evil = "\\u001b]0;owned\\u0007\\u009b2J\\u202enimda\\nfake";
    registry
        .on(
            "GET /tools?active=true",
            Reply.json(
                "[{\"name\":\""
                    + evil
                    + "\",\"description\":\"\",\"inputSchema\":{},\"hosts\":[]}]"))
        .on("GET /tools/x?active=true", Reply.json(403, "{\"detail\":\"" + evil + "\"}"));

    String shown = "\\u001b]0;owned\\u0007\\u009b2J\\u202enimda\\nfake";
    assertThat(run("tools")).contains(shown);
    assertThat(run("tools", "-o", "name")).isEqualTo(shown + "\n");
    for (String format : new String[] {"table", "wide", "json", "name", "yaml"}) {
      assertThat(run("tools", "-o", format).codePoints().filter(c -> c != '\n'))
          .noneMatch(c -> Character.isISOControl(c) || c == 0x202e);
    }
    assertThat(terminal.run("tools", "x").err()).contains(shown).hasLineCount(1);
  }

  @Test
  void anUnknownToolIsAnsweredWithNearNames() {
    String missing = "{\"detail\":\"Tool not found\"}";
    registry
        .on("GET /tools/depoly?active=true", Reply.json(404, missing))
        .on("GET /tools/depoly?active=false", Reply.json(404, missing));

    Outcome outcome = terminal.run("tools", "depoly");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo(
            "registry-cli: no host has the tool depoly; did you mean deploy?;"
                + " registry-cli tools lists what there is\n");
  }

  @Test
  void aToolThatOnlyStaleAgentsHaveIsToldApart() {
    registry
        .on("GET /tools/old?active=true", Reply.json(404, "{\"detail\":\"Tool not found\"}"))
        .on("GET /tools/old?active=false", Reply.json(DEPLOY));

    Outcome outcome = terminal.run("tools", "old");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("no agent offers the tool old now; --all");
  }

  @Test
  void anUnknownInstanceIsAnsweredWithNearIds() {
    registry.on("GET /instances/w3", Reply.json(404, "{\"detail\":\"Instance not found\"}"));

    Outcome outcome = terminal.run("instances", "w3");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("there is no instance w3; did you mean w1 or w2?");
  }

  @Test
  void anUnwellRegistryIsAFailure() {
    registry.on("GET /health", Reply.json("{\"status\":\"degraded\"}"));

    Outcome outcome = terminal.run("health", "--no-headers");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).startsWith("degraded  http://127.0.0.1:");
  }

  @Test
  void drainingAndEndingSayWhatTheyDid() {
    String ok = "{\"status\":\"ok\"}";
    registry
        .on("POST /instances/w%2F1/drain", Reply.json(ok))
        .on("POST /instances/w%2F1/undrain", Reply.json(ok))
        .on("DELETE /instances/w%2F1", Reply.json(ok));

    assertThat(run("drain", "w/1")).isEqualTo("drained w/1\n");
    assertThat(run("undrain", "w/1")).isEqualTo("took back w/1\n");
    assertThat(run("deregister", "w/1")).isEqualTo("deregistered w/1\n");
  }

  @Test
  void exportsGoOutAsTheyAreUnlessATerminalWouldObeyThem() {
    registry
        .on("GET /export/superputty", Reply.json("<x/>\n"))
        .on("GET /export/mobaxterm?user=anna", Reply.json("a\u001b[2J\tb\n"));

    assertThat(run("export", "superputty")).isEqualTo("<x/>\n");
    assertThat(run("export", "mobaxterm", "--user", "anna")).isEqualTo("a\u001b[2J\tb\n");
    terminal.watched();
    assertThat(run("export", "mobaxterm", "--user", "anna")).isEqualTo("a\\u001b[2J\tb\n");
  }

  @Test
  void anInventoryIsToldAsAnsibleAsksForIt() {
    String inventory =
        "{\"_meta\":{\"hostvars\":{\"web-01\":{\"ansible_port\":2222}}},\"runspec\":{}}";
    registry
        .on("GET /export/ansible", Reply.json(inventory))
        .on("GET /export/prometheus?port=9200", Reply.json("[]"))
        .on("GET /export/ssh-config?user=anna", Reply.json("Host web-01\n"));

    assertThat(run("export", "ansible")).isEqualTo(inventory);
    assertThat(run("export", "ansible", "--list")).isEqualTo(inventory);
    assertThat(run("export", "ansible", "--host", "web-01")).isEqualTo("{\"ansible_port\":2222}\n");
    assertThat(run("export", "ansible", "--host", "web-02")).isEqualTo("{}\n");
    assertThat(run("export", "prometheus", "--port", "9200")).isEqualTo("[]");
    assertThat(run("export", "ssh-config", "--user", "anna")).isEqualTo("Host web-01\n");
    assertThat(terminal.run("export", "rundeck", "--list").err())
        .startsWith("registry-cli: --list is for ansible;");
    assertThat(terminal.run("export", "ansible", "--port", "1").code()).isEqualTo(2);
  }

  private String run(String... arguments) {
    Outcome outcome = terminal.run(arguments);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    return outcome.out();
  }
}
