package dev.runspec.registry.json;

import static dev.runspec.registry.json.Golden.assertWritten;
import static dev.runspec.registry.json.Golden.body;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Autonomy;
import dev.runspec.registry.BecomeMethod;
import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.Execution;
import dev.runspec.registry.HostEntry;
import dev.runspec.registry.HostName;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Offer;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Samples;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.ToolsSignature;
import dev.runspec.registry.json.InvalidDocument.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the registry answers, written and read. */
class GoldenAnswerTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final JsonDocument SCHEMA =
      new JsonDocument("{\"type\":\"object\",\"properties\":{\"env\":{\"type\":\"string\"}}}");

  @Test
  void acknowledgement() {
    assertAcknowledged(
        new Acknowledgement(Acknowledgement.OK, 42, Duration.ofMillis(12_500)), "acknowledgement");
    assertAcknowledged(
        new Acknowledgement(Acknowledgement.OK, 42, null), "acknowledgement-without-beat");
    assertAcknowledged(
        new Acknowledgement(
            Acknowledgement.REFRESH, 9_007_199_254_740_993L, Duration.ofSeconds(30)),
        "acknowledgement-refresh");
  }

  private static void assertAcknowledged(Acknowledgement acknowledgement, String name) {
    assertWritten(acknowledgement.utf8(), name);
    assertThat(Acknowledgement.read(body(name))).isEqualTo(acknowledgement);
  }

  @Test
  void acknowledgementsOfOthers() {
    assertThat(Acknowledgement.read(body("acknowledgement-of-0.1.1")))
        .isEqualTo(new Acknowledgement(Acknowledgement.ACK, 0, null));
    assertThat(Acknowledgement.read(body("acknowledgement-from-the-future")))
        .isEqualTo(new Acknowledgement("moved", 42, Duration.ofSeconds(30)));
  }

  @Test
  void instance() {
    Instance instance =
        new Instance(
            Registration.builder("a1", "web", "1.0", "web-01")
                .heartbeatInterval(Duration.ofMillis(12_500))
                .labels(Map.of("zone", "eu"))
                .ssh(new SshTarget(null, null, "ops"))
                .toolsHash("h1")
                .tools(List.of(Tool.builder("status").command("/bin/status").build()))
                .build(),
            InstanceState.DRAINING,
            true,
            NOON.plusNanos(250_001_000),
            NOON,
            NOON.plusSeconds(1),
            NOON.plusSeconds(2),
            NOON.plusNanos(37_750_001_000L),
            new JsonDocument("{\"load\":0.5}"));

    assertWritten(InstanceJson.write(instance), "instance");
    assertThat(InstanceJson.read(body("instance"))).isEqualTo(instance);
    Instance signed = signed(instance, Samples.signature(1_772_366_400));
    assertWritten(InstanceJson.write(signed), "instance-signed");
    assertThat(InstanceJson.read(body("instance-signed"))).isEqualTo(signed);
  }

  private static Instance signed(Instance instance, ToolsSignature signature) {
    return new Instance(
        instance.registration().signed(signature),
        instance.state(),
        instance.active(),
        instance.lastSeen(),
        instance.registeredAt(),
        instance.heardAt(),
        instance.stateSince(),
        instance.expiresAt(),
        instance.system());
  }

  @Test
  void instanceWithoutOptions() {
    Registration registration = Registration.builder("a1", "web", "1.0", "web-01").build();
    Instance instance =
        new Instance(
            registration,
            InstanceState.GONE,
            false,
            NOON,
            NOON,
            NOON,
            NOON,
            NOON.plusSeconds(90),
            null);

    assertWritten(InstanceJson.write(instance), "instance-without-options");
    assertThat(InstanceJson.read(body("instance-without-options")).registration())
        .isEqualTo(registration);
  }

  @Test
  void timesLoseNothingAboveAMicrosecond() {
    Instance instance =
        new Instance(
            Registration.builder("a1", "web", "1.0", "web-01").tools(List.of()).build(),
            InstanceState.LIVE,
            true,
            NOON.plusNanos(999_999_999),
            NOON.plusNanos(1_000),
            NOON,
            NOON,
            NOON.plusNanos(999),
            null);

    Instance read = InstanceJson.read(InstanceJson.write(instance));

    assertThat(read.lastSeen()).isEqualTo(NOON.plusNanos(999_999_000));
    assertThat(read.registeredAt()).isEqualTo(NOON.plusNanos(1_000));
    assertThat(read.expiresAt()).isEqualTo(NOON);
  }

  @Test
  void instancesOfOthers() {
    List<Instance> old = InstanceJson.readAll(body("instances-of-0.1.1"));
    assertThat(old)
        .extracting(Instance::state)
        .containsExactly(InstanceState.LIVE, InstanceState.STALE);
    assertThat(old.get(0).lastSeen()).isEqualTo(NOON.plusNanos(250_001_400));
    assertThat(old.get(0).expiresAt()).isEqualTo(NOON.plusNanos(90_250_001_400L));
    assertThat(old.get(0).registration().heartbeatInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(old.get(1).registration().publishedTools())
        .extracting(tool -> tool.name().value())
        .containsExactly("status");

    Instance future = InstanceJson.readAll(body("instances-from-the-future")).get(0);
    assertThat(future.state()).isEqualTo(InstanceState.UNKNOWN);
    assertThat(future.active()).isTrue();
    assertThat(future.system()).isNull();
  }

  @Test
  void hosts() {
    List<HostEntry> entries =
        List.of(
            new HostEntry(new HostName("web-01"), "web", new InstanceId("a1"), "1.0", 3),
            new HostEntry(new HostName("web-02"), "web", new InstanceId("a2"), "1.1", 0));

    String written =
        "["
            + new String(HostEntryJson.write(entries.get(0)), UTF_8)
            + ","
            + new String(HostEntryJson.write(entries.get(1)), UTF_8)
            + "]";
    assertWritten(written.getBytes(UTF_8), "hosts");
    assertThat(HostEntryJson.readAll(body("hosts"))).isEqualTo(entries);
    assertThat(HostEntryJson.readAll(body("hosts-from-the-future")))
        .containsExactly(entries.get(0));
  }

  @Test
  void group() {
    Registration first =
        Registration.builder("a1", "web", "1.0", "web-01")
            .labels(Map.of("zone", "eu", "team", "ops"))
            .ssh(new SshTarget("10.0.0.7", 2222, "ops"))
            .build();
    Registration second = Registration.builder("a2", "web", "1.0", "web-02").build();
    Tool there = deploy().build();
    Tool here =
        deploy()
            .command("/bin/deploy")
            .runAs("root")
            .becomeMethod(BecomeMethod.SU)
            .becomeFlags("-l")
            .build();

    byte[] written =
        ToolGroupJson.write(
            here.definition(),
            List.of(new Offer(first, here), new Offer(second, there)),
            List.of());

    assertWritten(written, "group");
    String hash = here.definition().hash();
    assertThat(ToolGroupJson.read(body("group")))
        .isEqualTo(
            new ToolGroup(
                new ToolName("deploy"),
                "Deploys",
                SCHEMA,
                List.of(
                    new ToolHost(
                        new HostName("web-01"),
                        new Execution("/bin/deploy", "root", "su", "-l"),
                        "a1",
                        "web",
                        "1.0",
                        first.labels(),
                        first.ssh(),
                        hash),
                    new ToolHost(
                        new HostName("web-02"),
                        Execution.UNSAID,
                        "a2",
                        "web",
                        "1.0",
                        Map.of(),
                        null,
                        hash)),
                List.of(),
                Map.of()));
  }

  @Test
  void groupWithOtherMembersBehindItsHosts() {
    Tool tool =
        deploy()
            .member("title", new JsonDocument("\"Deploy\""))
            .member("x-autonomy", new JsonDocument("\"confirm\""))
            .member("hosts", new JsonDocument("[\"mine\"]"))
            .memberAfterSchema("variants", new JsonDocument("7"))
            .memberAfterSchema("x-output", new JsonDocument("{\"kind\":[\"json\",1.0,null]}"))
            .command("/bin/deploy")
            .build();

    byte[] written =
        ToolGroupJson.write(
            tool.definition(),
            List.of(new Offer(Registration.builder("a1", "web", "1.0", "web-01").build(), tool)),
            List.of());

    assertWritten(written, "group-with-members");
    ToolGroup read = ToolGroupJson.read(body("group-with-members"));
    assertThat(read.members())
        .containsExactly(
            Map.entry("title", new JsonDocument("\"Deploy\"")),
            Map.entry("x-autonomy", new JsonDocument("\"confirm\"")),
            Map.entry("x-output", new JsonDocument("{\"kind\":[\"json\",1.0,null]}")));
    assertThat(read.autonomy()).isEqualTo(Autonomy.CONFIRM);
    assertWritten(ToolGroupJson.write(read), "group-with-members");
  }

  @Test
  void groupWithDefinitions() {
    Tool one =
        deploy()
            .member("x-autonomy", new JsonDocument("\"manual\""))
            .command("/bin/deploy")
            .build();
    Tool other = Tool.builder("deploy").description("Deploys otherwise").runAs("").build();
    List<ToolGroup.Variant> variants =
        List.of(
            new ToolGroup.Variant(
                one.definition().hash(),
                List.of(new HostName("web-01")),
                one.definition().document()),
            new ToolGroup.Variant(
                other.definition().hash(),
                List.of(new HostName("web-02")),
                other.definition().document()));

    byte[] written =
        ToolGroupJson.write(
            one.definition(),
            List.of(
                new Offer(Registration.builder("a1", "web", "1.0", "web-01").build(), one),
                new Offer(Registration.builder("a2", "web", "1.0", "web-02").build(), other)),
            variants);

    assertWritten(written, "group-with-definitions");
    ToolGroup read = ToolGroupJson.read(body("group-with-definitions"));
    assertThat(read.variants()).isEqualTo(variants);
    assertWritten(ToolGroupJson.write(read), "group-with-definitions");
  }

  @Test
  void theDeepestDefinitionThatCanBePublishedIsReadInItsGroup() {
    JsonDocument deep = new JsonDocument("[".repeat(63) + "]".repeat(63));
    Tool tool = Tool.builder("deploy").member("x-deep", deep).build();
    ToolGroup.Variant variant =
        new ToolGroup.Variant(tool.definition().hash(), List.of(), tool.definition().document());

    byte[] written =
        ToolGroupJson.write(
            ToolJson.read(tool.document().utf8()).definition(), List.of(), List.of(variant));

    assertThat(ToolGroupJson.read(written).members()).containsEntry("x-deep", deep);
    assertThat(ToolGroupJson.read(written).variants()).containsExactly(variant);
  }

  @Test
  void groupWithVariants() {
    Tool one = deploy().command("/bin/deploy").build();
    Tool other = Tool.builder("deploy").description("Deploys otherwise").runAs("").build();
    List<ToolGroup.Variant> variants =
        List.of(
            new ToolGroup.Variant(one.definition().hash(), List.of(new HostName("web-01")), null),
            new ToolGroup.Variant(
                other.definition().hash(), List.of(new HostName("web-02")), null));

    byte[] written =
        ToolGroupJson.write(
            one.definition(),
            List.of(
                new Offer(Registration.builder("a1", "web", "1.0", "web-01").build(), one),
                new Offer(Registration.builder("a2", "web", "1.0", "web-02").build(), other)),
            variants);

    assertWritten(written, "group-with-variants");
    ToolGroup read = ToolGroupJson.read(body("group-with-variants"));
    assertThat(read.variants()).isEqualTo(variants);
    assertThat(read.hosts())
        .extracting(ToolHost::execution)
        .containsExactly(
            new Execution("/bin/deploy", null, null, null), new Execution(null, "", null, null));
  }

  @Test
  void groupsOfOthers() {
    List<ToolGroup> old = ToolGroupJson.readAll(body("groups-of-0.1.1"));
    assertThat(old).extracting(ToolGroup::description).containsExactly("Deploys", "");
    assertThat(old.get(0).hosts())
        .extracting(ToolHost::execution)
        .containsExactly(new Execution("/bin/deploy", "", "sudo", null), Execution.UNSAID);

    ToolGroup future = ToolGroupJson.readAll(body("groups-from-the-future")).get(0);
    assertThat(future.hosts())
        .extracting(host -> host.execution().becomeMethod())
        .containsExactly("doas");
    assertThat(future.variants())
        .containsExactly(
            new ToolGroup.Variant(
                "h", List.of(new HostName("web-01")), new JsonDocument("{\"name\":\"deploy\"}")));
    assertThat(future.members())
        .containsExactly(
            Map.entry("title", new JsonDocument("\"Deploy\"")),
            Map.entry("outputSchema", new JsonDocument("{\"type\":\"object\"}")),
            Map.entry("x-autonomy", new JsonDocument("\"telepathic\"")),
            Map.entry("owners", new JsonDocument("[{\"name\":\"ops\"},null]")));
    assertThat(future.autonomy()).isEqualTo(Autonomy.UNKNOWN);
  }

  @Test
  void problem() {
    Problem problem = new Problem(ErrorCode.INSTANCE_NOT_FOUND, "Instance not found", List.of());

    assertWritten(problem.utf8("Not Found", 404, null), "problem");
    assertThat(Problem.read(body("problem"))).isEqualTo(problem);
  }

  @Test
  void problemWithFaults() {
    Problem problem =
        new Problem(
            ErrorCode.INVALID_REQUEST,
            "/name: expected a string, found a number",
            List.of(
                new Fault("/name", "expected a string, found a number"),
                new Fault("", "a \"quoted\" <one>")));

    assertWritten(problem.utf8("Unprocessable Content", 422, "r-1"), "problem-invalid-request");
    assertThat(Problem.read(body("problem-invalid-request"))).isEqualTo(problem);
  }

  @Test
  void problemsOfOthers() {
    assertThat(Problem.read(body("problem-of-0.1.1")))
        .isEqualTo(new Problem(ErrorCode.UNKNOWN, "Invalid or missing API key", List.of()));
    assertThat(Problem.read(body("problem-of-0.1.1-validation")).detail())
        .isEqualTo(
            "[{\"type\":\"missing\",\"loc\":[\"body\",\"name\"],"
                + "\"msg\":\"Field required\",\"input\":{}}]");
    assertThat(Problem.read(body("problem-from-the-future")))
        .isEqualTo(new Problem(ErrorCode.UNKNOWN, "Too much", List.of(new Fault("/a", "b"))));
  }

  private static Tool.Builder deploy() {
    return Tool.builder("deploy").description("Deploys").inputSchema(SCHEMA);
  }
}
