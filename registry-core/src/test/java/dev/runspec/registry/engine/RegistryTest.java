package dev.runspec.registry.engine;

import static dev.runspec.registry.Samples.agent;
import static dev.runspec.registry.Samples.agentWith;
import static dev.runspec.registry.Samples.id;
import static dev.runspec.registry.Samples.tools;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import dev.runspec.registry.engine.Registry.BeatAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryTest {

  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(90);
  private static final Duration DAY = Duration.ofDays(1);

  private final HandClock clock = HandClock.atNoon();
  private final RecordingJournal journal = new RecordingJournal();
  private final Registry registry = Registry.open(new LocalStore(journal, clock), clock);

  @AfterEach
  void close() {
    journal.failWith(null);
    registry.close();
  }

  @Test
  void anAgentThatSentNoToolsIsAskedForThem() {
    registry.register(agent("a").build());

    assertThat(beat("a").isRefreshWanted()).isTrue();
    registry.publish(id("a"), tools("deploy"), null);
    assertThat(beat("a").isRefreshWanted()).isFalse();
  }

  @Test
  void anEmptyListThatWasSentIsAnAnswer() {
    registry.register(agent("a").build());
    registry.publish(id("a"), List.of(), null);
    registry.register(agent("b").tools(List.of()).build());

    assertThat(beat("a").isRefreshWanted()).isFalse();
    assertThat(beat("b").isRefreshWanted()).isFalse();
  }

  @Test
  void aStrangerIsAskedForItsToolsAndNothingIsMadeOfIt() {
    BeatAnswer answer = beat("nobody");

    assertThat(answer.isRefreshWanted()).isTrue();
    assertThat(answer.nextHeartbeat()).isEqualTo(Duration.ofSeconds(30));
    assertThat(registry.catalog().size()).isZero();
    assertThat(journal.attempts()).isZero();
  }

  @Test
  void theNextBeatIsDueAfterTheAgentsOwnInterval() {
    registry.register(agent("a").heartbeatInterval(Duration.ofSeconds(7)).build());

    assertThat(beat("a").nextHeartbeat()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void anAgentThatSaysWhoItIsIsKnownAgain() {
    Registration identity =
        agent("a")
            .heartbeatInterval(Duration.ofSeconds(7))
            .labels(Map.of("zone", "eu"))
            .toolsHash("h")
            .build();

    BeatAnswer answer =
        registry.beat(id("a"), new Heartbeat(identity, "h", new JsonDocument("{\"load\":1}")));

    assertThat(answer).isEqualTo(new BeatAnswer(true, Duration.ofSeconds(7)));
    assertThat(member("a").registration()).isEqualTo(identity.withTools(null, null));
    assertThat(member("a").vitals().system()).isEqualTo(new JsonDocument("{\"load\":1}"));
    registry.publish(id("a"), tools("deploy"), "h");
    assertThat(registry.beat(id("a"), new Heartbeat(identity, "h", null)).isRefreshWanted())
        .isFalse();
  }

  @Test
  void anotherFingerprintOfItsToolsAsksForThem() {
    registry.register(agent("a").tools(tools("deploy")).toolsHash("h1").build());

    assertThat(beat("a", "h1").isRefreshWanted()).isFalse();
    assertThat(beat("a", "h2").isRefreshWanted()).isTrue();
    assertThat(beat("a", null).isRefreshWanted()).isFalse();

    registry.publish(id("a"), tools("backup"), "h2");
    assertThat(beat("a", "h2").isRefreshWanted()).isFalse();
  }

  @Test
  void aFingerprintThatCannotBeComparedAsksForNothing() {
    registry.register(agentWith("a", "deploy"));

    assertThat(beat("a", "h1").isRefreshWanted()).isFalse();
  }

  @Test
  void theFingerprintOfARegistrationStandsForTheFirstPublicationOnly() {
    registry.register(agent("a").toolsHash("h1").build());

    registry.publish(id("a"), tools("deploy"), null);
    assertThat(member("a").registration().toolsHash()).isEqualTo("h1");
    registry.publish(id("a"), tools("backup"), null);
    assertThat(member("a").registration().toolsHash()).isNull();
  }

  @Test
  void anIdentityThatDiffersUpdatesTheRecordAndKeepsTheTools() {
    registry.register(agent("a").tools(tools("deploy")).toolsHash("h").build());
    registry.drain(id("a"));
    Instant registeredAt = clock.instant();
    clock.advance(Duration.ofSeconds(20));
    Registration moved = Registration.builder("a", "web", "2.0", "elsewhere").build();

    BeatAnswer answer = registry.beat(id("a"), new Heartbeat(moved, "h", null));

    assertThat(answer.isRefreshWanted()).isFalse();
    assertThat(member("a").registration()).isEqualTo(moved.withTools(tools("deploy"), "h"));
    assertThat(member("a").state()).isEqualTo(InstanceState.DRAINING);
    assertThat(member("a").registeredAt()).isEqualTo(registeredAt);
  }

  @Test
  void anIdentityThatIsKnownIsNotWrittenAgain() {
    registry.register(agent("a").tools(tools("deploy")).toolsHash("h").build());
    int attempts = journal.attempts();
    long revision = registry.catalog().revision();
    clock.advance(Duration.ofSeconds(20));

    registry.beat(id("a"), new Heartbeat(agent("a").build(), "h", null));

    assertThat(journal.attempts()).isEqualTo(attempts);
    assertThat(registry.catalog().revision()).isEqualTo(revision);
    assertThat(member("a").vitals().lease().lastHeard()).isEqualTo(clock.instant());
  }

  @Test
  void whileTheStoreFailsKnownAgentsBeatOnAndUnknownOnesAreToldSo() {
    registry.register(agentWith("a", "deploy"));
    journal.failWith(new StoreUnavailable("the disk is full"));

    assertThat(beat("a").isRefreshWanted()).isFalse();
    assertThatThrownBy(() -> registry.beat(id("b"), new Heartbeat(agent("b").build(), null, null)))
        .isInstanceOf(StoreUnavailable.class);

    assertThat(registry.trouble()).isEqualTo("the disk is full");
    assertThat(registry.catalog().size()).isEqualTo(1);
  }

  @Test
  void writesToStrangersAreAnsweredSo() {
    assertThat(registry.publish(id("a"), tools("deploy"), null)).isEqualTo(Outcome.UNKNOWN);
    assertThat(registry.drain(id("a"))).isEqualTo(Outcome.UNKNOWN);
    assertThat(registry.undrain(id("a"))).isEqualTo(Outcome.UNKNOWN);
    assertThat(registry.deregister(id("a"))).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void whoeverIsDeadForTheWholeRetentionIsReaped() {
    registry.register(agentWith("stale", "deploy"));
    clock.advance(TIME_TO_LIVE);
    assertThat(member("stale").state()).isEqualTo(InstanceState.STALE);
    clock.advance(DAY.minusSeconds(1));
    registry.register(agentWith("gone", "deploy"));
    registry.deregister(id("gone"));
    registry.register(agent("live").heartbeatInterval(DAY).tools(tools("deploy")).build());
    clock.advance(Duration.ofSeconds(1).minusNanos(1));
    assertThat(registry.reap(DAY)).isZero();

    clock.advance(Duration.ofNanos(1));
    assertThat(registry.reap(DAY)).isEqualTo(1);
    assertThat(registry.catalog().member(id("stale"))).isNull();
    assertThat(registry.reap(DAY)).isZero();

    clock.advance(DAY);
    assertThat(registry.reap(DAY)).isEqualTo(1);
    assertThat(registry.catalog().members())
        .extracting(member -> member.id().value())
        .containsExactly("live");
  }

  @Test
  void whoeverComesBackIsNotReaped() {
    registry.register(agentWith("a", "deploy"));
    registry.deregister(id("a"));
    clock.advance(DAY);
    beat("a");

    assertThat(registry.reap(DAY)).isZero();

    assertThat(member("a").state()).isEqualTo(InstanceState.LIVE);
  }

  @Test
  void whoeverIsReapedIsReapedFromTheJournalToo() {
    registry.register(agentWith("a", "deploy"));
    registry.deregister(id("a"));
    clock.advance(DAY);
    registry.reap(DAY);

    registry.close();

    assertThat(journal.recover().members()).isEmpty();
  }

  @Test
  void beatsAreCountedThoseOfStrangersToo() {
    registry.register(agent("a").build());
    beat("a");
    beat("a");
    beat("nobody");

    assertThat(registry.beats()).isEqualTo(3);
  }

  @Test
  void aRevisionThatWasSeenCanBeWaitedFor() throws Exception {
    registry.register(agent("a").build());
    long revision = registry.catalog().revision();

    assertThat(registry.awaitRevision(revision, Duration.ZERO)).isTrue();
    assertThat(registry.awaitRevision(revision + 1, Duration.ZERO)).isFalse();
  }

  private BeatAnswer beat(String id) {
    return registry.beat(id(id), Heartbeat.BARE);
  }

  private BeatAnswer beat(String id, @Nullable String toolsHash) {
    return registry.beat(id(id), new Heartbeat(null, toolsHash, null));
  }

  private Member member(String id) {
    return Objects.requireNonNull(registry.catalog().member(id(id)), () -> id + " is not known");
  }
}
