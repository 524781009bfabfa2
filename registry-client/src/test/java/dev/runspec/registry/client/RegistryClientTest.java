package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.HostEntry;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryClientTest {

  private static final InstanceId ID = new InstanceId("web-01-1");

  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final RegistryClient client =
      RegistryClient.builder(registry.uri()).apiKey("key-of-the-test").build();

  @AfterEach
  void closeAll() {
    client.close();
    registry.close();
  }

  @Test
  void registeringSendsWhoTheAgentIsAndItsToolsInOneStep() {
    registry.on("POST /instances", Reply.json(201, Samples.OK));

    Receipt receipt = client.register(Samples.agent(Samples.DEPLOY));

    assertThat(receipt.revision()).isEqualTo(7);
    assertThat(receipt.nextHeartbeat()).contains(Duration.ofSeconds(30));
    assertThat(receipt.isRefreshWanted()).isFalse();
    assertThat(sent().body())
        .startsWith("{\"instance_id\":\"web-01-1\",\"name\":\"web\",\"version\":\"1\"")
        .contains("\"tools\":[" + Samples.DEPLOY.document() + "]");
    assertThat(sent().header("Content-Type")).isEqualTo("application/json");
    assertThat(sent().header("X-API-Key")).isEqualTo("key-of-the-test");
  }

  @Test
  void theAnswerOfAnOldRegistryIsEnough() {
    registry.on("POST /instances", Reply.json(201, "{\"status\":\"ok\"}"));

    Receipt receipt = client.register(Samples.agent());

    assertThat(receipt.revision()).isZero();
    assertThat(receipt.nextHeartbeat()).isEmpty();
  }

  @Test
  void publishingSendsToolsAndTheirFingerprint() {
    registry.on("POST /instances/web-01-1/tools", Reply.json(Samples.OK));

    client.publish(ID, List.of(Samples.STATUS), "abc");

    assertThat(sent().body())
        .isEqualTo("{\"tools\":[" + Samples.STATUS.document() + "],\"tools_hash\":\"abc\"}");
  }

  @Test
  void aBareBeatIsAnEmptyObjectAndMayBeAnsweredByRefresh() {
    registry.on("POST /instances/web-01-1/heartbeat", Reply.json(Samples.REFRESH));

    assertThat(client.heartbeat(ID, Heartbeat.BARE).isRefreshWanted()).isTrue();
    assertThat(sent().body()).isEqualTo("{}");
  }

  @Test
  void drainingAndDeregisteringHaveTheirPaths() {
    registry
        .on("POST /instances/web-01-1/drain", Reply.json(Samples.OK))
        .on("POST /instances/web-01-1/undrain", Reply.json(Samples.OK))
        .on("DELETE /instances/web-01-1", Reply.json(Samples.OK));

    client.drain(ID);
    client.undrain(ID);
    client.deregister(ID);

    assertThat(registry.targets()).hasSize(3);
  }

  @Test
  void listsAskForWhatTheirReadersUsuallyWant() {
    registry
        .on("GET /tools?active=true", Reply.json("[" + Samples.GROUP + "]"))
        .on("GET /instances?active=false", Reply.json("[" + Samples.INSTANCE + "]"))
        .on("GET /hosts?active=true", Reply.json("[" + Samples.HOST + "]"));

    assertThat(client.tools())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.name()).isEqualTo(new ToolName("deploy"));
              assertThat(group.hosts().get(0).execution().command()).isEqualTo("/opt/deploy");
            });
    assertThat(client.instances())
        .singleElement()
        .satisfies(
            instance -> {
              assertThat(instance.state()).isEqualTo(InstanceState.LIVE);
              assertThat(instance.lastSeen()).isEqualTo(Instant.ofEpochMilli(1767225600500L));
            });
    assertThat(client.hosts()).extracting(HostEntry::toolCount).containsExactly(2);
  }

  @Test
  void listsCanBeAskedForTheOthers() {
    registry
        .on("GET /tools?active=false", Reply.json("[]"))
        .on("GET /instances?active=true", Reply.json("[]"))
        .on("GET /hosts?active=false", Reply.json("[]"));

    assertThat(client.tools(Liveness.ALL)).isEmpty();
    assertThat(client.instances(Liveness.LIVE)).isEmpty();
    assertThat(client.hosts(Liveness.ALL)).isEmpty();
  }

  @Test
  void whatIsThereIsFoundAndWhatIsNotIsEmpty() {
    registry
        .on("GET /tools/deploy?active=true", Reply.json(Samples.GROUP))
        .on("GET /tools/none?active=true", Reply.json(404, "{\"detail\":\"Tool not found\"}"))
        .on("GET /instances/web-01-1", Reply.json(Samples.INSTANCE))
        .on(
            "GET /instances/none",
            Reply.json(404, "{\"detail\":\"gone fishing\",\"code\":\"instance-not-found\"}"));

    assertThat(client.tool(new ToolName("deploy"))).isPresent();
    assertThat(client.tool(new ToolName("none"))).isEmpty();
    assertThat(client.instance(ID)).map(Instance::name).contains("web");
    assertThat(client.instance(new InstanceId("none"))).isEmpty();
  }

  @Test
  void aToolIsToldWithEveryDefinitionOfItToWhoAsksForThem() {
    registry.on("GET /tools/deploy?active=false&variants=true", Reply.json(Samples.GROUP));

    assertThat(client.definedTool(new ToolName("deploy"), Liveness.ALL)).isPresent();
    assertThat(client.async().definedTool(new ToolName("deploy"), Liveness.ALL).join()).isPresent();
  }

  @Test
  void aMissingPathIsAnErrorAndNotAMissingTool() {
    assertThatThrownBy(() -> client.tool(new ToolName("deploy")))
        .isInstanceOf(RegistryRefused.class)
        .hasMessageContaining("tried to look up the tool deploy");
  }

  @Test
  void namesOfAnyCharactersAreOnePathSegment() {
    registry
        .on("GET /tools/a%2Fb?active=true", Reply.json(Samples.GROUP))
        .on("GET /tools/%2E%2E?active=true", Reply.json(Samples.GROUP))
        .on("GET /tools/%20%C3%A4%F0%9F%9A%80%3F%23%25?active=true", Reply.json(Samples.GROUP));

    assertThat(client.tool(new ToolName("a/b"))).isPresent();
    assertThat(client.tool(new ToolName(".."))).isPresent();
    assertThat(client.tool(new ToolName(" ä🚀?#%"))).isPresent();
  }

  @Test
  void healthAndExportsAreReadAsTheyCome() {
    registry
        .on("GET /health", Reply.json("{\"status\":\"ok\"}"))
        .on("GET /export/mobaxterm", Reply.json("[Bookmarks]\n"))
        .on("GET /export/superputty?user=a%26b%20c", Reply.json("<ä/>"));

    assertThat(client.health().isOk()).isTrue();
    assertThat(client.export(ExportFormat.MOBAXTERM)).isEqualTo("[Bookmarks]\n");
    assertThat(client.export(ExportFormat.SUPERPUTTY, "a&b c")).isEqualTo("<ä/>");
  }

  @Test
  void readsSendTheHighestRevisionThatWasSeen() {
    registry
        .on("DELETE /instances/web-01-1", revision("41", Samples.OK), revision("40", Samples.OK))
        .on("GET /tools?active=true", Reply.json("[]"));

    client.tools();
    client.deregister(ID);
    client.deregister(ID);
    client.tools();

    assertThat(registry.requests())
        .extracting(request -> request.header("X-Registry-Revision"))
        .containsExactly(null, null, null, "41");
  }

  @Test
  void aRegistryThatLostItsDataIsAskedForALostRevisionOnlyOnce() {
    registry
        .on("DELETE /instances/web-01-1", revision("41", Samples.OK))
        .on(
            "GET /tools?active=true",
            Reply.json(200, "[]", "X-Registry-Revision", "2", "Warning", "199 - \"behind\""));

    client.deregister(ID);
    client.tools();
    client.tools();

    assertThat(registry.requests())
        .extracting(request -> request.header("X-Registry-Revision"))
        .containsExactly(null, "41", "2");
  }

  @Test
  void aBasePathIsKept() {
    try (RegistryClient behindProxy =
        RegistryClient.builder(URI.create(registry.uri() + "/registry/")).build()) {
      registry.on("GET /registry/health", Reply.json("{\"status\":\"ok\"}"));

      assertThat(behindProxy.health().isOk()).isTrue();
    }
  }

  @Test
  void aClosedClientSaysSo() {
    client.close();

    assertThatThrownBy(client::tools)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the registry client is closed");
    assertThatThrownBy(() -> client.announce(Samples.agent()))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Reply revision(String revision, String body) {
    return Reply.json(200, body, "X-Registry-Revision", revision);
  }

  private ScriptedRegistry.Request sent() {
    return registry.requests().get(0);
  }
}
