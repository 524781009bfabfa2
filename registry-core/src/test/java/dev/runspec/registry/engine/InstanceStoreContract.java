package dev.runspec.registry.engine;

import static dev.runspec.registry.Samples.agent;
import static dev.runspec.registry.Samples.agentWith;
import static dev.runspec.registry.Samples.id;
import static dev.runspec.registry.Samples.signature;
import static dev.runspec.registry.Samples.tools;
import static dev.runspec.registry.catalog.NaiveView.assertThatViewsFollowFromTheMembers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.catalog.Lease;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.View;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link InstanceStore} promises of the records that it is given. {@link
 * LivenessStoreContract} goes on with beats and time, {@link ConcurrentStoreContract} with many at
 * once, and {@link DurableStoreContract}, for those that keep something, with what outlasts them.
 */
public abstract class InstanceStoreContract {

  /** How long an agent lives that does not name its interval. */
  protected static final Duration TIME_TO_LIVE = Duration.ofSeconds(90);

  protected final HandClock clock = HandClock.atNoon();
  protected InstanceStore store;
  protected Feed feed;

  /** A store that is not open yet; a durable one over the same place each time. */
  protected abstract InstanceStore newStore();

  @BeforeEach
  protected void open() {
    store = newStore();
    feed = new Feed();
    store.open(feed);
  }

  @AfterEach
  protected void close() {
    store.close();
  }

  /** The instance of this id, which must be known. */
  protected final Member member(String id) {
    return Objects.requireNonNull(store.catalog().member(id(id)), () -> id + " is not known");
  }

  protected final InstanceState state(String id) {
    return member(id).state();
  }

  protected final String toolsOf(View view) {
    return view.tools().toString();
  }

  final long revision() {
    return store.catalog().revision();
  }

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(store.catalog().members()).isEmpty();
    assertThat(toolsOf(store.catalog().known())).isEqualTo("[]");
    assertThat(store.trouble()).isNull();
  }

  @Test
  void whatWasRegisteredIsReadAtOnce() {
    Registration registration =
        agent("a")
            .heartbeatInterval(Duration.ofMillis(1500))
            .labels(Map.of("zone", "eu", "empty", ""))
            .ssh(new SshTarget("10.0.0.7", 2222, "ops"))
            .toolsHash("h1")
            .tools(tools("deploy", "backup"))
            .build();

    store.register(registration);

    Member member = member("a");
    assertThat(member.registration()).isEqualTo(registration);
    assertThat(member.state()).isEqualTo(InstanceState.LIVE);
    assertThat(member.registeredAt()).isEqualTo(clock.instant());
    assertThat(member.since()).isEqualTo(clock.instant());
    assertThat(member.vitals().lease())
        .isEqualTo(Lease.granted(clock.instant(), Duration.ofMillis(4500)));
    assertThat(member.vitals().system()).isNull();
    assertThatViewsFollowFromTheMembers(store.catalog());
  }

  @Test
  void whatTheStoreAnswersIsWhatTheFeedHas() {
    store.register(agentWith("a", "deploy"));

    assertThat(store.catalog()).isSameAs(feed.catalog());
  }

  @Test
  void registeringAgainReplacesTheRecordAndItsTools() {
    store.register(agentWith("a", "deploy", "backup"));
    store.drain(id("a"));
    clock.advance(Duration.ofSeconds(20));

    store.register(
        Registration.builder("a", "db", "2.0", "other-host").tools(tools("restore")).build());

    assertThat(member("a").registration().name()).isEqualTo("db");
    assertThat(member("a").registeredAt()).isEqualTo(clock.instant());
    assertThat(state("a")).isEqualTo(InstanceState.LIVE);
    assertThat(store.catalog().size()).isEqualTo(1);
    assertThat(toolsOf(store.catalog().live())).contains("restore").doesNotContain("deploy");
    assertThat(store.catalog().live().hosts().toString())
        .contains("other-host")
        .doesNotContain("host-a");
  }

  @Test
  void registeringWithoutToolsForgetsTheOldOnes() {
    store.register(agentWith("a", "deploy"));

    store.register(agent("a").build());

    assertThat(member("a").registration().tools()).isNull();
    assertThat(toolsOf(store.catalog().live())).isEqualTo("[]");
  }

  @Test
  void toolsThatWereNotSaidAndNoToolsAreTwoThings() {
    store.register(agent("unsaid").build());
    store.register(agent("none").tools(List.of()).build());

    assertThat(member("unsaid").registration().tools()).isNull();
    assertThat(member("none").registration().tools()).isEmpty();
  }

  @Test
  void publishingReplacesTheToolsAndKeepsTheRest() {
    Registration registration =
        agent("a").labels(Map.of("zone", "eu")).tools(tools("deploy")).toolsHash("h1").build();
    store.register(registration);
    Instant registeredAt = clock.instant();
    clock.advance(Duration.ofSeconds(20));

    assertThat(store.publish(id("a"), tools("backup", "restore"), "h2")).isEqualTo(Outcome.DONE);

    assertThat(member("a").registration())
        .isEqualTo(registration.withTools(tools("backup", "restore"), "h2"));
    assertThat(member("a").registeredAt()).isEqualTo(registeredAt);
    assertThatViewsFollowFromTheMembers(store.catalog());
  }

  @Test
  void aSignatureIsOfTheToolsThatItCameWith() {
    store.register(agentWith("a", "deploy").signed(signature(1)));
    assertThat(member("a").registration().signature()).isEqualTo(signature(1));

    store.identify(agent("a").labels(Map.of("zone", "eu")).build());
    assertThat(member("a").registration().signature()).isEqualTo(signature(1));

    store.publish(id("a"), tools("deploy"), null, signature(2));
    assertThat(member("a").registration().signature()).isEqualTo(signature(2));

    store.publish(id("a"), tools("deploy"), null);
    assertThat(member("a").registration().signature()).isNull();

    store.publish(id("a"), tools("deploy"), null, signature(3));
    store.register(agentWith("a", "deploy"));
    assertThat(member("a").registration().signature()).isNull();
  }

  @Test
  void whoPublishesWasHeardOf() {
    store.register(agent("a").build());
    clock.advance(TIME_TO_LIVE);
    assertThat(state("a")).isEqualTo(InstanceState.STALE);

    store.publish(id("a"), tools("deploy"), null);

    assertThat(state("a")).isEqualTo(InstanceState.LIVE);
    assertThat(member("a").vitals().lease())
        .isEqualTo(Lease.granted(clock.instant(), TIME_TO_LIVE));
  }

  @Test
  void anIdThatIsNotKnownIsSaidSoAndNothingIsMadeOfIt() {
    store.register(agent("a").build());
    long before = revision();

    assertThat(store.publish(id("b"), tools("deploy"), "h")).isEqualTo(Outcome.UNKNOWN);
    assertThat(store.drain(id("b"))).isEqualTo(Outcome.UNKNOWN);
    assertThat(store.undrain(id("b"))).isEqualTo(Outcome.UNKNOWN);
    assertThat(store.deregister(id("b"))).isEqualTo(Outcome.UNKNOWN);
    assertThat(store.beat(id("b"), JsonDocument.EMPTY_OBJECT)).isEqualTo(Outcome.UNKNOWN);

    assertThat(revision()).isEqualTo(before);
    assertThat(store.catalog().size()).isEqualTo(1);
  }

  @Test
  void aWriteThatCannotBeRefusedLaterIsRefusedAloneAndTheStoreGoesOn() {
    store.register(agentWith("a", "deploy"));

    assertThatThrownBy(() -> store.publish(id("a"), tools("backup"), "h".repeat(1025)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tools_hash");

    assertThat(member("a").registration()).isEqualTo(agentWith("a", "deploy"));
    assertThat(store.publish(id("a"), tools("restore"), null)).isEqualTo(Outcome.DONE);
  }

  @Test
  void identifyingKeepsToolsAndDrainingAndTheTimeOfRegistration() {
    store.register(agent("a").tools(tools("deploy")).toolsHash("h1").build());
    store.drain(id("a"));
    Instant registeredAt = clock.instant();
    clock.advance(Duration.ofSeconds(20));
    Registration moved =
        Registration.builder("a", "web", "1.1", "other-host")
            .heartbeatInterval(Duration.ofSeconds(10))
            .toolsHash("its own hash of now")
            .build();

    store.identify(moved);

    assertThat(member("a").registration()).isEqualTo(moved.withTools(tools("deploy"), "h1"));
    assertThat(state("a")).isEqualTo(InstanceState.DRAINING);
    assertThat(member("a").registeredAt()).isEqualTo(registeredAt);
    assertThat(member("a").vitals().lease())
        .isEqualTo(Lease.granted(clock.instant(), Duration.ofSeconds(30)));
    assertThatViewsFollowFromTheMembers(store.catalog());
  }

  @Test
  void identifyingOneWhoIsNotKnownRegistersItsToolsNotSaid() {
    store.identify(agent("a").toolsHash("h").build());

    assertThat(member("a").registration()).isEqualTo(agent("a").build());
    assertThat(state("a")).isEqualTo(InstanceState.LIVE);
  }

  @Test
  void aDrainedInstanceIsKnownAndAliveButOutOfToolsAndHosts() {
    store.register(agentWith("a", "deploy"));

    assertThat(store.drain(id("a"))).isEqualTo(Outcome.DONE);

    assertThat(state("a")).isEqualTo(InstanceState.DRAINING);
    assertThat(member("a").instance().active()).isTrue();
    assertThat(store.catalog().liveCount()).isEqualTo(1);
    assertThat(toolsOf(store.catalog().live())).isEqualTo("[]");
    assertThat(store.catalog().live().hosts().toString()).isEqualTo("[]");
    assertThat(toolsOf(store.catalog().known())).contains("deploy");

    assertThat(store.undrain(id("a"))).isEqualTo(Outcome.DONE);

    assertThat(state("a")).isEqualTo(InstanceState.LIVE);
    assertThat(toolsOf(store.catalog().live())).contains("deploy");
  }

  @Test
  void drainingOutlastsBeatsPublicationsAndStaleness() {
    store.register(agentWith("a", "deploy"));
    store.drain(id("a"));

    store.beat(id("a"), null);
    assertThat(state("a")).isEqualTo(InstanceState.DRAINING);
    store.publish(id("a"), tools("backup"), null);
    assertThat(state("a")).isEqualTo(InstanceState.DRAINING);
    clock.advance(TIME_TO_LIVE);
    assertThat(state("a")).isEqualTo(InstanceState.STALE);
    store.beat(id("a"), null);
    assertThat(state("a")).isEqualTo(InstanceState.DRAINING);
  }

  @Test
  void drainingIsNoSignOfLife() {
    store.register(agentWith("a", "deploy"));
    Lease lease = member("a").vitals().lease();
    clock.advance(Duration.ofSeconds(20));

    store.drain(id("a"));
    store.undrain(id("a"));

    assertThat(member("a").vitals().lease()).isEqualTo(lease);
    clock.advance(TIME_TO_LIVE);
    store.drain(id("a"));
    assertThat(state("a")).isEqualTo(InstanceState.STALE);
  }

  @Test
  void aDeregisteredInstanceStaysKnownButIsNotThere() {
    store.register(agentWith("a", "deploy"));
    clock.advance(Duration.ofSeconds(20));

    assertThat(store.deregister(id("a"))).isEqualTo(Outcome.DONE);

    assertThat(state("a")).isEqualTo(InstanceState.GONE);
    assertThat(member("a").since()).isEqualTo(clock.instant());
    assertThat(member("a").instance().active()).isFalse();
    assertThat(store.catalog().liveCount()).isZero();
    assertThat(toolsOf(store.catalog().live())).isEqualTo("[]");
    assertThat(toolsOf(store.catalog().known())).contains("deploy");
  }

  @Test
  void deregisteringTwiceIsOneChange() {
    store.register(agent("a").build());
    store.deregister(id("a"));
    Instant since = member("a").since();
    long revision = revision();
    clock.advance(Duration.ofSeconds(20));

    assertThat(store.deregister(id("a"))).isEqualTo(Outcome.DONE);

    assertThat(revision()).isEqualTo(revision);
    assertThat(member("a").since()).isEqualTo(since);
  }

  @Test
  void aGoneInstanceDoesNotGoStale() {
    store.register(agent("a").build());
    store.deregister(id("a"));

    clock.advance(TIME_TO_LIVE);

    assertThat(state("a")).isEqualTo(InstanceState.GONE);
  }

  @Test
  void revisionsGrowWithEveryChange() {
    long last = revision();
    List<Runnable> changes =
        List.of(
            () -> store.register(agent("a").build()),
            () -> store.register(agent("a").build()),
            () -> store.publish(id("a"), tools("deploy"), null),
            () -> store.drain(id("a")),
            () -> store.undrain(id("a")),
            () -> clock.advance(TIME_TO_LIVE),
            () -> store.beat(id("a"), null),
            () -> store.deregister(id("a")),
            () -> store.evict(member("a")));
    for (Runnable change : changes) {
      change.run();
      assertThat(revision()).isGreaterThan(last);
      last = revision();
    }
  }

  @Test
  void aDeadInstanceIsForgotten() {
    store.register(agentWith("a", "deploy"));
    store.register(agentWith("b", "deploy"));
    store.deregister(id("a"));
    clock.advance(TIME_TO_LIVE);

    assertThat(store.evict(member("a"))).isEqualTo(Outcome.DONE);
    assertThat(store.evict(member("b"))).isEqualTo(Outcome.DONE);

    assertThat(store.catalog().members()).isEmpty();
    assertThatViewsFollowFromTheMembers(store.catalog());
    assertThat(store.beat(id("a"), null)).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void aLiveInstanceIsNotForgotten() {
    store.register(agent("a").build());
    store.register(agent("drained").build());
    store.drain(id("drained"));

    assertThat(store.evict(member("a"))).isEqualTo(Outcome.UNKNOWN);
    assertThat(store.evict(member("drained"))).isEqualTo(Outcome.UNKNOWN);

    assertThat(store.catalog().size()).isEqualTo(2);
  }

  @Test
  void whoeverChangedSinceItWasLookedAtIsNotForgotten() {
    store.register(agent("a").build());
    clock.advance(TIME_TO_LIVE);
    Member dead = member("a");
    store.beat(id("a"), null);
    assertThat(store.evict(dead)).isEqualTo(Outcome.UNKNOWN);

    clock.advance(TIME_TO_LIVE);
    assertThat(state("a")).isEqualTo(InstanceState.STALE);

    assertThat(store.evict(dead)).isEqualTo(Outcome.UNKNOWN);
    assertThat(store.evict(member("a"))).isEqualTo(Outcome.DONE);
    assertThat(store.evict(dead)).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void aForgottenInstanceMayRegisterAnew() {
    store.register(agentWith("a", "deploy"));
    store.deregister(id("a"));
    store.evict(member("a"));

    store.register(agentWith("a", "backup"));

    assertThat(state("a")).isEqualTo(InstanceState.LIVE);
    assertThat(toolsOf(store.catalog().known())).contains("backup").doesNotContain("deploy");
  }
}
