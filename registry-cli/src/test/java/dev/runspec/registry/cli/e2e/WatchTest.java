package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Ports;
import dev.runspec.registry.Registration;
import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.e2e.Program.Running;
import dev.runspec.registry.client.WaitingReads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --watch} as a process: lines for programs, a screen for people. */
class WatchTest {

  private static final String ENTER = "\u001b[?1049h";
  private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";

  @TempDir private Path folder;

  @Test
  void programsGetEveryChangeAsALine() throws Exception {
    try (LiveRegistry registry = LiveRegistry.start()) {
      Entry.of("web-01", "deploy", "/x").registerIn(registry, "shop");
      try (Running running = program(registry).start("tools", "--watch")) {
        running.out().await("{\"change\":\"added\",\"tool\":{\"name\":\"deploy\",");
        Entry.of("web-02", "deploy", "/x").registerIn(registry, "shop");
        running.out().await("{\"change\":\"changed\",\"tool\":{\"name\":\"deploy\",");
        Entry.of("web-01", "back\u2028up", "/x").registerIn(registry, "db");
        running.out().await("{\"change\":\"added\",\"tool\":{\"name\":\"back\\u2028up\",");
        InstanceId db =
            registry.instances().stream()
                .filter(each -> each.name().equals("db"))
                .findFirst()
                .orElseThrow()
                .id();
        registry.client().drain(db);
        running.out().await("{\"change\":\"removed\",\"tool\":{\"name\":\"back\\u2028up\",");
        assertThat(running.err().text()).isEmpty();
        running.signal("TERM");
        assertThat(running.ended().code()).isEqualTo(143);
      }
    }
  }

  @Test
  void beatsAreNoChangesOfInstances() throws Exception {
    try (LiveRegistry registry = LiveRegistry.start()) {
      registry.client().register(Registration.builder("w1", "shop", "1", "web-01").build());
      registry.client().register(Registration.builder("w2", "shop", "1", "web-02").build());
      try (Running running = program(registry).start("instances", "--watch")) {
        running.out().await("{\"change\":\"added\"", 2);
        registry.client().heartbeat(new InstanceId("w1"), Heartbeat.BARE);
        registry.client().drain(new InstanceId("w2"));
        running.out().await("\n", 3);
        assertThat(running.out().text().lines().skip(2))
            .singleElement()
            .asString()
            .startsWith("{\"change\":\"changed\",\"instance\":{\"instance_id\":\"w2\",");
      }
    }
  }

  @Test
  void aRestartedRegistryIsWaitedForAndThatIsSaidOnce() throws Exception {
    int port = Ports.free();
    Path data = folder.resolve("data");
    LiveRegistry registry = LiveRegistry.startIn(data, port);
    Entry.of("web-01", "deploy", "/x").registerIn(registry, "shop");
    try (Running running = program(registry).start("hosts", "--watch")) {
      running.out().await("{\"change\":\"added\",\"host\":{\"host\":\"web-01\",");
      WaitingReads.await(registry.uri(), 1);
      registry.close();
      running.err().await("; trying until it answers\n");
      registry = LiveRegistry.startIn(data, port);
      running.err().await("registry-cli: the registry answers again\n");
      Entry.of("web-02", "deploy", "/x").registerIn(registry, "shop");
      running.out().await("{\"change\":\"added\",\"host\":{\"host\":\"web-02\",");
      assertThat(running.err().text()).hasLineCount(2);
      assertThat(running.out().text()).hasLineCount(2);
    } finally {
      registry.close();
    }
  }

  @Test
  void aReaderWhoLeavesEndsIt() throws Exception {
    try (LiveRegistry registry = LiveRegistry.start()) {
      Entry.of("web-01", "deploy", "/x").registerIn(registry, "shop");
      Entry.of("web-01", "backup", "/x").registerIn(registry, "db");
      List<String> argv = new ArrayList<>(List.of("sh", "-c", "\"$@\" | true", "sh"));
      argv.addAll(Program.java());
      argv.addAll(List.of("tools", "--watch"));
      try (Running running = program(registry).started(argv)) {
        assertThat(running.ended()).isEqualTo(new Ended(0, "", ""));
      }
    }
  }

  @Test
  void aRefusalEndsIt() throws Exception {
    try (LiveRegistry registry = LiveRegistry.start()) {
      Ended ended = program(registry).run("tools", "--watch", "--filter", "name =");

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err()).contains("column ").hasLineCount(1);
    }
  }

  @Test
  void peopleGetAScreenThatIsLeftAsItWas() throws Exception {
    try (LiveRegistry registry = LiveRegistry.start()) {
      Entry.of("web-01", "deploy", "/x").registerIn(registry, "shop");
      Entry.of("web-01", "esc\u001b[31m", "/x").registerIn(registry, "db");
      String command = String.join(" ", Program.java()) + " tools --watch";
      // The interrupt reaches the shell, too, which has to outlive it to tell how the command
      // ended.
      String terminal =
          "stty rows 10 cols 60; trap : INT; env --default-signal=INT "
              + command
              + "; echo exit $?";
      try (Running running =
          program(registry).piped().started(List.of("script", "-qefc", terminal, "/dev/null"))) {
        running.out().await(ENTER);
        running.out().await("  live  tools of " + registry.uri());
        running.out().await("deploy");
        running.type("\u0003");
        running.out().await("exit 130");
        String shown = running.out().text();
        assertThat(shown).contains("\\u001b[31m").doesNotContain("esc\u001b");
        assertThat(shown.indexOf(ENTER)).isEqualTo(shown.lastIndexOf(ENTER));
        assertThat(shown.substring(shown.indexOf(LEAVE))).doesNotContain("deploy");
      }
    }
  }

  private Program program(LiveRegistry registry) {
    return Program.in(folder).with("REGISTRY_URL", registry.uri().toString());
  }
}
