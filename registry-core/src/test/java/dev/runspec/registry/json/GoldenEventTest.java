package dev.runspec.registry.json;

import static dev.runspec.registry.json.Golden.assertWritten;
import static dev.runspec.registry.json.Golden.body;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.HostName;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an event says, written and read. */
class GoldenEventTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Registration AGENT =
      Registration.builder("a1", "web", "1.0", "web-01").labels(Map.of("env", "prod")).build();
  private static final Registration PUBLISHED =
      AGENT.withTools(List.of(Tool.builder("status").command("/bin/status").build()), null);

  private static InstanceEvent event(ChangeKind kind, @Nullable Instance instance) {
    return new InstanceEvent(
        18, kind, new InstanceId("a1"), "web", new HostName("web-01"), instance);
  }

  private static Instance instance(Registration registration, InstanceState state) {
    return new Instance(
        registration,
        state,
        state.isActive(),
        NOON,
        NOON,
        NOON,
        NOON.plusSeconds(90),
        NOON.plusSeconds(90),
        null);
  }

  @Test
  void anEventThatTellsToolsHasThem() {
    InstanceEvent tools = event(ChangeKind.TOOLS, instance(PUBLISHED, InstanceState.LIVE));
    assertWritten(EventJson.write(tools), "event-tools");
    assertThat(EventJson.read(body("event-tools"))).isEqualTo(tools);
  }

  @Test
  void anAgentThatHasNotSaidItsToolsIsToldApartFromOneThatHasNone() {
    InstanceEvent registered = event(ChangeKind.REGISTERED, instance(AGENT, InstanceState.LIVE));
    assertWritten(EventJson.write(registered), "event-registered-unpublished");
    InstanceEvent read = EventJson.read(body("event-registered-unpublished"));
    assertThat(read).isEqualTo(registered);
    assertThat(Objects.requireNonNull(read.instance()).registration().tools()).isNull();
  }

  @Test
  void aBriefEventHasNoTools() {
    InstanceEvent tools = event(ChangeKind.TOOLS, instance(PUBLISHED, InstanceState.LIVE));
    assertWritten(EventJson.writeBrief(tools), "event-tools-brief");
  }

  @Test
  void anEventThatChangesNoToolsHasNone() {
    InstanceEvent stale = event(ChangeKind.STALE, instance(PUBLISHED, InstanceState.STALE));
    assertWritten(EventJson.write(stale), "event-stale");
    assertThat(EventJson.read(body("event-stale")))
        .isEqualTo(event(ChangeKind.STALE, instance(AGENT, InstanceState.STALE)));
  }

  @Test
  void whoIsNoLongerKnownHasNoInstance() {
    InstanceEvent reaped = event(ChangeKind.REAPED, null);
    assertWritten(EventJson.write(reaped), "event-reaped");
    assertThat(EventJson.read(body("event-reaped"))).isEqualTo(reaped);
  }

  @Test
  void anEventOfANewerRegistryIsRead() {
    InstanceEvent future = EventJson.read(body("event-from-the-future"));
    assertThat(future.kind()).isEqualTo(ChangeKind.UNKNOWN);
    assertThat(future.revision()).isEqualTo(19);
    assertThat(Objects.requireNonNull(future.instance()).state()).isEqualTo(InstanceState.UNKNOWN);
    assertThat(Objects.requireNonNull(future.instance()).active()).isTrue();
  }

  @Test
  void whatIsNoEventIsRefused() {
    for (String wrong :
        List.of("[]", "{}", "{\"instance_id\":\"\"}", "{\"instance_id\":\"a\",\"host\":1}")) {
      assertThatThrownBy(() -> EventJson.read(wrong.getBytes(UTF_8)))
          .as(wrong)
          .isInstanceOf(InvalidDocument.class);
    }
  }
}
