package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.HostName;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Selections, pages and waiting reads, of the server that belongs to this client. */
class RealReadingTest {

  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private RealServer server;
  private RegistryClient registry;

  @BeforeEach
  void start() {
    server = RealServer.start(folder);
    registry = RegistryClient.builder(server.uri()).pageSize(2).build();
  }

  @AfterEach
  void stop() {
    registry.close();
    server.close();
  }

  private void register(String host, String environment, String... tools) {
    registry.register(
        Registration.builder(host + "-1", "shop", "1", host)
            .labels(Map.of("env", environment))
            .tools(
                List.of(tools).stream()
                    .map(name -> Tool.builder(name).description("Does " + name).build())
                    .toList())
            .build());
  }

  private static List<String> names(List<ToolGroup> tools) {
    return tools.stream().map(tool -> tool.name().value()).toList();
  }

  @Test
  void theRegistrySelects() {
    register("web-01", "prod", "deploy", "status");
    register("web-02", "test", "deploy");
    registry.drain(new InstanceId("web-02-1"));

    Selection all = Selection.all();
    assertThat(names(registry.tools(all.text("STAT")))).containsExactly("status");
    assertThat(names(registry.tools(all.label("env", "prod").filter("name == deploy"))))
        .containsExactly("deploy");
    assertThat(registry.tools(all.label("zone"))).isEmpty();
    assertThat(registry.instances(all.state(InstanceState.DRAINING)))
        .extracting(Instance::host)
        .containsExactly(new HostName("web-02"));
    assertThat(registry.hosts(all.host(new HostName("web-01")).host(new HostName("none"))))
        .hasSize(1);
    assertThatThrownBy(() -> registry.tools(all.filter("name = deploy")))
        .isInstanceOf(RegistryRefused.class)
        .hasMessageContaining("filter: column 6");
  }

  @Test
  void aStreamGoesThroughPagesThoughTheCatalogueChanges() {
    register(
        "web-01", "prod", IntStream.range(10, 17).mapToObj(n -> "t" + n).toArray(String[]::new));

    Iterator<ToolGroup> tools = registry.streamTools(Selection.all().text("t1")).iterator();
    assertThat(tools.next().name()).isEqualTo(new ToolName("t10"));
    register("web-01", "prod", "t11", "t13", "t15");

    assertThat(tools)
        .toIterable()
        .extracting(tool -> tool.name().value())
        .containsExactly("t11", "t13", "t15");
    assertThat(registry.streamHosts(Selection.all())).hasSize(1);
    assertThat(registry.streamInstances(Selection.all())).hasSize(1);
  }

  @Test
  void aWaitingReadEndsWithTheChange() throws Exception {
    Reading<List<ToolGroup>> reading = registry.readTools(Selection.all().text("deploy"));
    assertThat(reading.position()).isPresent();
    CompletableFuture<Reading<List<ToolGroup>>> next = reading.nextAsync(A_MINUTE);

    register("web-01", "prod", "status");
    assertThat(next).isNotDone();
    register("web-02", "prod", "deploy");

    assertThat(names(next.get(20, TimeUnit.SECONDS).value())).containsExactly("deploy");
  }

  @Test
  void nothingNewIsTheSameReadingThoughAgentsBeat() {
    register("web-01", "prod", "deploy");
    Reading<List<Instance>> reading = registry.readInstances(Selection.all());
    registry.heartbeat(new InstanceId("web-01-1"), Heartbeat.BARE);

    assertThat(reading.next(Duration.ofSeconds(1))).isSameAs(reading);
    assertThat(reading.next(Duration.ZERO)).isSameAs(reading);
  }

  @Test
  void aToolThatNobodyHasYetIsLookedForNowAndThen() throws Exception {
    HandCrank time = new HandCrank();
    try (RegistryClient turned = RegistryClient.builder(server.uri()).pacer(time).build()) {
      Reading<Optional<ToolGroup>> reading = turned.readTool(new ToolName("deploy"));
      assertThat(reading.value()).isEmpty();

      CompletableFuture<Reading<Optional<ToolGroup>>> next = reading.nextAsync(A_MINUTE);
      time.passPause();
      time.awaitPause();
      register("web-01", "prod", "deploy");
      time.turn(A_MINUTE);

      assertThat(next.get(20, TimeUnit.SECONDS).value()).isPresent();
    }
  }

  @Test
  void aReadingGoesOnAfterARestart() throws Exception {
    register("web-01", "prod", "deploy");
    try (RegistryClient patient =
        RegistryClient.builder(server.uri())
            .retry(new RetryPolicy(50, Duration.ofMillis(100), Duration.ofMillis(500)))
            .build()) {
      Reading<List<ToolGroup>> reading = patient.readTools(Selection.all());
      CompletableFuture<Reading<List<ToolGroup>>> next = reading.nextAsync(A_MINUTE);
      WaitingReads.await(server.uri(), 1);
      server.stop();
      server.startAgain();
      register("web-02", "prod", "status");

      assertThat(names(next.get(90, TimeUnit.SECONDS).value())).contains("status");
    }
  }

  @Test
  void aLargeListIsReadPackedAndWhole() {
    register(
        "web-01",
        "prod",
        IntStream.range(0, 2000).mapToObj(n -> "tool-" + n).toArray(String[]::new));

    assertThat(registry.tools()).hasSize(2000);
    assertThat(registry.readTools(Selection.all()).entityTag().orElseThrow()).endsWith("-gz\"");
  }

  @Test
  void anotherAddressIsFoundWhenOneIsNotThere() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    register("web-01", "prod", "deploy");

    try (RegistryClient either = RegistryClient.builder(nobody, server.uri()).build()) {
      assertThat(either.tools()).hasSize(1);
    }
  }
}
