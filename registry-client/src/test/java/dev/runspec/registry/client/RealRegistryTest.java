package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.server.RegistryServer;
import dev.runspec.registry.server.ServerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client and the server that belongs to it, over a real connection. */
class RealRegistryTest {

  private static final String KEY = "a-key-of-this-test";
  private static final InstanceId ID = new InstanceId("a/b ü");

  @TempDir private Path folder;
  private RegistryServer server;
  private RegistryClient registry;

  @BeforeEach
  void start() {
    server = serverAt(0);
    registry = client(KEY);
  }

  @AfterEach
  void stop() {
    registry.close();
    server.close();
  }

  private RegistryServer serverAt(int port) {
    List<String> options =
        List.of(
            "--host=127.0.0.1",
            "--port=" + port,
            "--data-dir=" + folder.resolve("data"),
            "--api-key=" + KEY);
    ServerConfig.Wish wish = ServerConfig.parse(options, Map.of(), new Properties(), folder);
    return RegistryServer.start(((ServerConfig.Start) wish).config());
  }

  private RegistryClient client(String key) {
    return RegistryClient.builder(URI.create("http://127.0.0.1:" + server.port()))
        .apiKey(key)
        .build();
  }

  private static Registration agent() {
    return Registration.builder(ID.value(), "shop", "1", "web-01")
        .heartbeatInterval(Duration.ofSeconds(7))
        .labels(Map.of("zone", "a"))
        .ssh(new SshTarget("10.0.0.7", 2222, "ops"))
        .toolsHash("h1")
        .tools(List.of(Tool.builder("deploy").description("Deploys").command("/bin/d").build()))
        .build();
  }

  @Test
  void whatIsRegisteredIsReadBackWhole() {
    Receipt receipt = registry.register(agent());

    assertThat(receipt.nextHeartbeat()).contains(Duration.ofSeconds(7));
    assertThat(registry.instance(ID).orElseThrow().registration()).isEqualTo(agent());
    ToolHost host = registry.tool(new ToolName("deploy")).orElseThrow().hosts().get(0);
    assertThat(host.execution()).isEqualTo(agent().publishedTools().get(0).execution());
    assertThat(host.labels()).isEqualTo(agent().labels());
    assertThat(host.ssh()).isEqualTo(agent().ssh());
    assertThat(registry.hosts()).hasSize(1);
    assertThat(registry.tool(new ToolName("none"))).isEmpty();
    assertThat(registry.instance(new InstanceId("none"))).isEmpty();
  }

  @Test
  void beatsArePartOfTheConversation() {
    assertThat(registry.heartbeat(ID, Heartbeat.BARE).isRefreshWanted()).isTrue();
    assertThat(registry.instances()).isEmpty();

    Heartbeat beat =
        new Heartbeat(agent().withTools(null, null), "h1", new JsonDocument("{\"pid\":7}"));
    assertThat(registry.heartbeat(ID, beat).isRefreshWanted()).isTrue();
    registry.publish(ID, agent().publishedTools(), "h1");
    assertThat(registry.heartbeat(ID, beat).isRefreshWanted()).isFalse();
    assertThat(registry.instance(ID).orElseThrow().system())
        .isEqualTo(new JsonDocument("{\"pid\":7}"));
  }

  @Test
  void drainedAndGoneAreTold() {
    registry.register(agent());
    registry.drain(ID);
    assertThat(registry.instance(ID).orElseThrow().state()).isEqualTo(InstanceState.DRAINING);
    assertThat(registry.tools()).isEmpty();
    registry.undrain(ID);
    assertThat(registry.tools()).hasSize(1);
    registry.deregister(ID);
    assertThat(registry.instance(ID).orElseThrow().state()).isEqualTo(InstanceState.GONE);
    assertThat(registry.tools(Liveness.ALL)).hasSize(1);
  }

  @Test
  void aRefusalIsToldByItsCode() {
    try (RegistryClient stranger = client("another-key")) {
      assertThatThrownBy(() -> stranger.register(agent()))
          .isInstanceOfSatisfying(
              RegistryRefused.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN))
          .hasMessageNotContaining("another-key");
      assertThat(stranger.tools()).isEmpty();
    }
    assertThatThrownBy(() -> registry.drain(new InstanceId("nobody")))
        .isInstanceOfSatisfying(
            RegistryRefused.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INSTANCE_NOT_FOUND));
  }

  @Test
  void anAnnouncementIsThereFromItsFirstBeatUntilItIsClosed() throws InterruptedException {
    try (Announcement announcement = registry.announce(agent())) {
      assertThat(announcement.awaitLive(Duration.ofSeconds(30))).isTrue();
      assertThat(registry.tools()).hasSize(1);
    }
    assertThat(registry.instance(ID).orElseThrow().state()).isEqualTo(InstanceState.GONE);
  }

  @Test
  void aRestartedRegistryKnowsWhatItAcknowledged() {
    registry.register(agent());
    int port = server.port();
    server.close();
    server = serverAt(port);

    assertThat(registry.instance(ID).orElseThrow().registration()).isEqualTo(agent());
  }
}
