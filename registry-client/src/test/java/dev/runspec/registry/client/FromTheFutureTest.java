package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.HostEntry;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a registry may answer one day, when this client is old. */
class FromTheFutureTest {

  private static final String MORE =
      "\"x-new\":{\"deep\":[1,{\"a\":null}],\"n\":1e400},\"links\":[\"a\"],\"Name\":7,";

  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final RegistryClient client =
      RegistryClient.builder(registry.uri()).retry(RetryPolicy.NONE).build();

  @AfterEach
  void closeAll() {
    client.close();
    registry.close();
  }

  @Test
  void membersThatAreNewAreLeftOut() {
    registry
        .on(
            "GET /tools/deploy?active=true",
            Reply.json(
                evolved(Samples.GROUP)
                    .replace("\"hosts\":[{", "\"hosts\":[{" + MORE)
                    .replace("]}", "],\"variants\":[{" + MORE + "\"schema_hash\":\"h\"}]}")))
        .on("GET /instances/web-01-1", Reply.json(evolved(Samples.INSTANCE)))
        .on("GET /hosts?active=true", Reply.json("[" + evolved(Samples.HOST) + "]"))
        .on("GET /health", Reply.json("{" + MORE + "\"status\":\"degraded\"}"));

    ToolGroup tool = client.tool(new ToolName("deploy")).orElseThrow();
    assertThat(tool.hosts().get(0).execution().command()).isEqualTo("/opt/deploy");
    assertThat(tool.variants()).hasSize(1);
    assertThat(client.instance(new InstanceId("web-01-1")).map(Instance::name)).contains("web");
    assertThat(client.hosts()).extracting(HostEntry::name).containsExactly("web");
    assertThat(client.health().isOk()).isFalse();
  }

  @Test
  void aStateThatIsNewIsUnknown() {
    String hibernating =
        Samples.INSTANCE.replace("\"active\":true", "\"active\":true,\"state\":\"hibernating\"");
    registry.on("GET /instances?active=false", Reply.json("[" + hibernating + "]"));

    List<Instance> instances = client.instances();

    assertThat(instances).extracting(Instance::state).containsExactly(InstanceState.UNKNOWN);
    assertThat(instances).extracting(Instance::active).containsExactly(true);
  }

  @ParameterizedTest
  @ValueSource(ints = {402, 409, 418, 451, 499, 507, 511, 599})
  void aCodeAndAStatusThatAreNewAreARefusalLikeOthers(int status) {
    registry.on(
        "POST /instances",
        Reply.json(
            status,
            "{"
                + MORE
                + "\"code\":\"quota-exhausted\",\"detail\":\"come back tomorrow\","
                + "\"errors\":[{\"pointer\":\"/name\",\"message\":\"m\",\"severity\":3},{}]}",
            "Content-Type",
            "application/problem+cbor-not-yet"));

    RegistryRefused refused =
        catchThrowableOfType(
            RegistryRefused.class, () -> client.register(Samples.agent(Samples.DEPLOY)));

    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN);
    assertThat(refused.detail()).isEqualTo("come back tomorrow");
    assertThat(refused.faults()).hasSize(2);
    assertThat(refused.isTransient()).isFalse();
  }

  @Test
  void aCodeThatIsNewForAKnownStatusIsJudgedByTheStatus() {
    registry.on(
        "GET /instances/web-01-1",
        Reply.json(404, "{\"code\":\"moved\",\"detail\":\"Instance not found\"}"));

    assertThat(client.instance(new InstanceId("web-01-1"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 203, 299})
  void everyStatusOfSuccessIsOne(int status) {
    registry.on(
        "POST /instances/web-01-1/heartbeat",
        Reply.json(
            status,
            "{"
                + MORE
                + "\"status\":\"queued\",\"revision\":9223372036854775808,"
                + "\"next_heartbeat\":0.25}"));

    Receipt receipt = client.heartbeat(new InstanceId("web-01-1"), Heartbeat.BARE);

    assertThat(receipt.isRefreshWanted()).isFalse();
    assertThat(receipt.nextHeartbeat()).contains(Duration.ofMillis(250));
  }

  @Test
  void headersThatAreNewDoNoHarm() {
    registry.on("GET /tools", newHeaders());
    registry.on("GET /tools?limit=1000", newHeaders());

    Reading<List<ToolGroup>> reading = client.readTools(Selection.all());

    assertThat(reading.value()).isEmpty();
    assertThat(reading.position()).isEmpty();
    assertThat(client.streamTools(Selection.all())).isEmpty();
  }

  @Test
  void anAnnouncementLivesWithWhatIsNew() throws Exception {
    registry
        .on("POST /instances", Reply.json(202, "{" + MORE + "\"status\":\"queued\"}"))
        .on("POST /instances/web-01-1/tools", Reply.json("{" + MORE + "\"status\":\"queued\"}"))
        .on("DELETE /instances/web-01-1", Reply.json("{}"));

    CompletableFuture<AnnouncementState> closed = new CompletableFuture<>();
    try (Announcement announcement =
        client.announce(
            Samples.agent(Samples.DEPLOY),
            (state, cause) -> {
              if (state == AnnouncementState.CLOSED) {
                closed.complete(cause.isEmpty() ? state : AnnouncementState.RETRYING);
              }
            })) {
      assertThat(announcement.awaitLive(Duration.ofSeconds(30))).isTrue();
    }
    assertThat(closed).isCompletedWithValue(AnnouncementState.CLOSED);
  }

  private static Reply newHeaders() {
    return Reply.json(
        200,
        "[]",
        "X-Registry-Position",
        "{\"shards\":[3,4]}",
        "X-Registry-Revision",
        "0x1f",
        "ETag",
        "\"\u00fc\"",
        "Warning",
        "299 - \"this route will go\"",
        "Link",
        "<https://registry.example/docs>; rel=\"describedby\"",
        "Preference-Applied",
        "wait=30, depth=2",
        "Retry-After",
        "later");
  }

  private static String evolved(String document) {
    return "{" + MORE + document.substring(1);
  }
}
