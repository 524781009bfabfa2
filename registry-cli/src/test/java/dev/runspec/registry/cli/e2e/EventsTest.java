package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Ports;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.cli.Terminal;
import dev.runspec.registry.cli.Terminal.Outcome;
import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.e2e.Program.Running;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code events} as a process. */
class EventsTest {

  @TempDir private Path folder;

  @Test
  void programsGetEveryEventWithTheIdAfterWhichToGoOn() throws Exception {
    try (LiveRegistry registry = LiveRegistry.start()) {
      String beginning = position(registry.client());
      register(registry, "w1", "web-01", "prod");
      try (Running running = program(registry).start("events", "--since", beginning)) {
        running.out().await("\"event\":\"registered\",\"instance_id\":\"w1\"");
        String first = running.out().firstLine();
        assertThat(first)
            .startsWith("{\"id\":\"" + beginning.replaceAll("-.*", "-"))
            .contains("\"tools\":[{\"name\":\"deploy\"");
        registry.client().drain(new InstanceId("w1"));
        running.out().await("\"event\":\"draining\"");
        registry.client().deregister(new InstanceId("w1"));
        running.out().await("\"event\":\"deregistered\"");
        assertThat(running.err().text()).isEmpty();

        String id = first.replaceAll("\\{\"id\":\"([^\"]*)\".*", "$1");
        try (Running later = program(registry).start("events", "--since=" + id, "--brief")) {
          later.out().await("\"event\":\"deregistered\"");
          assertThat(later.out().text())
              .doesNotContain("\"registered\"", "\"tools\":[{")
              .hasLineCount(2);
        }
      }
    }
  }

  @Test
  void onlyWhatWasAskedForIsTold() throws Exception {
    try (LiveRegistry registry = LiveRegistry.start()) {
      String beginning = position(registry.client());
      register(registry, "w1", "web-01", "test");
      register(registry, "w2", "web-02", "prod");
      for (String option : List.of("--host=web-02", "--label=env=prod")) {
        try (Running running = program(registry).start("events", "--since", beginning, option)) {
          assertThat(running.out().firstLine()).contains("\"instance_id\":\"w2\"");
        }
      }
      try (Running running =
          program(registry).start("events", "--since", beginning, "--tool", "deploy")) {
        running.out().await("\"instance_id\":\"w2\"");
      }
    }
  }

  @Test
  void aGapIsAResetAndARestartIsSaidOnce() throws Exception {
    int port = Ports.free();
    Path data = folder.resolve("data");
    LiveRegistry registry = LiveRegistry.startIn(data, port);
    try (Running running = program(registry).start("events", "--since", "0123456789abcdef-1")) {
      running.out().await("\"event\":\"reset\",\"reason\":\"epoch\"}\n");
      registry.close();
      running.err().await("; trying until it answers\n");
      registry = LiveRegistry.startIn(data, port);
      running.err().await("registry-cli: the registry answers again\n");
      register(registry, "w1", "web-01", "prod");
      running.out().await("\"event\":\"registered\"");
      assertThat(running.err().text()).hasLineCount(2);
    } finally {
      registry.close();
    }
  }

  @Test
  void peopleGetALineTheyCanRead() throws Exception {
    try (LiveRegistry registry = LiveRegistry.start()) {
      String beginning = position(registry.client());
      register(registry, "w1", "web\u001b-01", "prod");
      registry.client().drain(new InstanceId("w1"));
      String command = String.join(" ", Program.java()) + " events --since " + beginning;
      // The interrupt reaches the shell, too, which has to outlive it to tell how the command
      // ended.
      String terminal = "trap : INT; env --default-signal=INT " + command + "; echo exit $?";
      try (Running running =
          program(registry)
              .with("NO_COLOR", "1")
              .piped()
              .started(List.of("script", "-qefc", terminal, "/dev/null"))) {
        running.out().await("  draining      web\\u001b-01  shop  w1\r\n");
        running.type("\u0003");
        running.out().await("exit 130");
        assertThat(running.out().text().lines().findFirst().orElseThrow())
            .matches("\\d\\d:\\d\\d:\\d\\d  registered    web\\\\u001b-01  shop  w1  1 tool");
      }
    }
  }

  @Test
  void aReaderWhoLeavesEndsIt() throws Exception {
    try (LiveRegistry registry = LiveRegistry.start()) {
      String beginning = position(registry.client());
      register(registry, "w1", "web-01", "prod");
      List<String> argv = new ArrayList<>(List.of("sh", "-c", "\"$@\" | true", "sh"));
      argv.addAll(Program.java());
      argv.addAll(List.of("events", "--since", beginning));
      try (Running running = program(registry).started(argv)) {
        assertThat(running.ended()).isEqualTo(new Ended(0, "", ""));
      }
    }
  }

  @Test
  void aRegistryThatIsNotThereAtFirstEndsIt() {
    Outcome outcome = new Terminal().run("events", "--registry", "http://127.0.0.1:1");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("registry-cli: tried to ").hasLineCount(1);
  }

  private static void register(LiveRegistry registry, String id, String host, String env) {
    registry
        .client()
        .register(
            Registration.builder(id, "shop", "1", host)
                .labels(Map.of("env", env))
                .tools(List.of(Tool.builder("deploy").command("/x").build()))
                .build());
  }

  private static String position(RegistryClient client) {
    return client.readInstances(Selection.all()).position().orElseThrow().toString();
  }

  private Program program(LiveRegistry registry) {
    return Program.in(folder).with("REGISTRY_URL", registry.uri().toString());
  }
}
