package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HostName;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.e2e.Program.Running;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve} tells the registry. */
class ServeTest {

  @TempDir private Path folder;
  private LiveRegistry registry;

  @BeforeEach
  void start() throws Exception {
    registry = LiveRegistry.start();
    Samples.shop(folder, "");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void anAgentIsListedWithItsToolsUntilItEnds() throws Exception {
    try (Running agent = serve()) {
      Instance instance = registry.instance();
      assertThat(instance.state()).isEqualTo(InstanceState.LIVE);
      assertThat(instance.name()).isEqualTo("shop");
      assertThat(instance.registration().version()).isEqualTo("7");
      assertThat(instance.registration().heartbeatInterval()).isEqualTo(Duration.ofSeconds(1));
      assertThat(instance.host().value())
          .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
      assertThat(instance.registration().publishedTools())
          .singleElement()
          .asString()
          .contains("\"description\":\"Deploys the shop\"", "\"x-command\":\"deploy\"");
      registry.await(beaten -> beaten.system() != null);
      assertThat(registry.instance().system())
          .asString()
          .contains("\"pid\":" + agent.process().pid());

      agent.signal("TERM");

      Ended ended = agent.ended();
      assertThat(ended.code()).isZero();
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err().lines())
          .containsExactly(
              "registry-cli: serving 1 tool of shop on "
                  + instance.host()
                  + " to "
                  + registry.uri(),
              "registry-cli: registered, and beating",
              "registry-cli: deregistered");
    }
    assertThat(registry.instance().state()).isEqualTo(InstanceState.GONE);
    assertThat(registry.client().tools()).isEmpty();
  }

  @Test
  void flagsSayItOtherwiseThanTheFile() throws Exception {
    try (Running agent =
        serve(
            "--name",
            "till",
            "--host",
            "db-01",
            "-l",
            "site=north",
            "--label",
            "formula=a=b",
            "--ssh-address",
            "10.0.0.7",
            "--ssh-port",
            "2222",
            "--ssh-user",
            "ops")) {
      Registration said = registry.instance().registration();

      assertThat(said.name()).isEqualTo("till");
      assertThat(said.host()).isEqualTo(new HostName("db-01"));
      assertThat(said.labels()).isEqualTo(Map.of("site", "north", "formula", "a=b"));
      assertThat(said.ssh()).isEqualTo(new SshTarget("10.0.0.7", 2222, "ops"));
      assertThat(agent.process().isAlive()).isTrue();
    }
  }

  @Test
  void aDryRunPrintsTheRecordedToolsAndConnectsToNobody() throws Exception {
    try (ServerSocketChannel nobody = ServerSocketChannel.open()) {
      nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      nobody.configureBlocking(false);
      String url = "http://127.0.0.1:" + nobody.socket().getLocalPort();

      Ended ended =
          Program.in(Samples.folder("01-basic"))
              .with("REGISTRY_URL", url)
              .run("serve", "--dry-run", "--host", "db-01", "--registry", url);

      assertThat(ended.err()).isEmpty();
      assertThat(ended.out()).isEqualTo(Samples.recorded("01-basic"));
      assertThat(ended.code()).isZero();
      assertThat(nobody.accept()).isNull();
    }
  }

  @Test
  void whatADryRunPrintsIsWhatTheRegistryGets() throws Exception {
    String dry = Program.in(folder).run("serve", "--dry-run").out();
    try (Running agent = serve()) {
      String sent = registry.instance().registration().publishedTools().toString();

      assertThat(dry.replaceAll("\n *", "").replace("\": ", "\":"))
          .isEqualTo(sent.replace("}, {", "},{"));
      assertThat(agent.process().isAlive()).isTrue();
    }
  }

  @Test
  void whatTheFileOnlyWarnsOfIsToldAndServed() throws Exception {
    Files.writeString(
        folder.resolve("runspec.toml"), "[deploy]\nrun_as = \"$NOT_SET_BY_ANYBODY\"\n");
    try (Running agent = serve()) {
      assertThat(agent.err().firstLine())
          .isEqualTo(
              "registry-cli: warning: "
                  + folder.toRealPath()
                  + "/runspec.toml:2: deploy.run_as $NOT_SET_BY_ANYBODY is not set, so nobody else"
                  + " is become");
    }
  }

  private Running serve(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 1];
    all[0] = "serve";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Running agent = Program.in(folder).with("REGISTRY_URL", registry.uri().toString()).start(all);
    agent.err().await("registered, and beating");
    return agent;
  }
}
