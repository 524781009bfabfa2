package dev.runspec.registry.engine;

import static dev.runspec.registry.Samples.agent;
import static dev.runspec.registry.Samples.agentWith;
import static dev.runspec.registry.Samples.id;
import static dev.runspec.registry.Samples.tools;
import static dev.runspec.registry.catalog.NaiveView.assertThatViewsFollowFromTheMembers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Lease;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a store promises of beats, and of those who do not beat. */
public abstract class LivenessStoreContract extends InstanceStoreContract {

  private static final Duration NANO = Duration.ofNanos(1);

  @Test
  void aBeatPushesTheLeaseAndChangesNothingThatIsTagged() {
    store.register(agentWith("a", "deploy"));
    Catalog before = store.catalog();
    String tag = before.live().tools().etag();
    clock.advance(Duration.ofSeconds(20));

    assertThat(store.beat(id("a"), new JsonDocument("{\"load\":1}"))).isEqualTo(Outcome.DONE);

    assertThat(store.catalog().revision()).isEqualTo(before.revision());
    assertThat(store.catalog().live().tools().etag()).isEqualTo(tag);
    assertThat(member("a").vitals().lease())
        .isEqualTo(Lease.granted(clock.instant(), TIME_TO_LIVE));
    assertThat(member("a").vitals().system()).isEqualTo(new JsonDocument("{\"load\":1}"));
  }

  @Test
  void telemetryStaysUntilThereIsOther() {
    store.register(agent("a").build());
    store.beat(id("a"), new JsonDocument("{\"load\":1}"));
    store.beat(id("a"), null);
    store.publish(id("a"), tools("deploy"), null);
    clock.advance(TIME_TO_LIVE);
    store.beat(id("a"), null);
    assertThat(member("a").vitals().system()).isEqualTo(new JsonDocument("{\"load\":1}"));

    clock.advance(TIME_TO_LIVE);
    store.beat(id("a"), new JsonDocument("{\"load\":2}"));

    assertThat(member("a").vitals().system()).isEqualTo(new JsonDocument("{\"load\":2}"));
  }

  @Test
  void aBeatMakesAStaleInstanceLiveAgain() {
    store.register(agentWith("a", "deploy"));
    clock.advance(TIME_TO_LIVE.plusSeconds(5));
    assertThat(toolsOf(store.catalog().live())).isEqualTo("[]");

    assertThat(store.beat(id("a"), null)).isEqualTo(Outcome.DONE);

    assertThat(state("a")).isEqualTo(InstanceState.LIVE);
    assertThat(member("a").since()).isEqualTo(clock.instant());
    assertThat(toolsOf(store.catalog().live())).contains("deploy");
    clock.advance(TIME_TO_LIVE.minus(NANO));
    assertThat(state("a")).isEqualTo(InstanceState.LIVE);
    clock.advance(NANO);
    assertThat(state("a")).isEqualTo(InstanceState.STALE);
  }

  @Test
  void aBeatAfterADeregistrationMakesTheInstanceLiveAgain() {
    store.register(agentWith("a", "deploy"));
    store.deregister(id("a"));

    assertThat(store.beat(id("a"), null)).isEqualTo(Outcome.DONE);

    assertThat(state("a")).isEqualTo(InstanceState.LIVE);
    assertThat(toolsOf(store.catalog().live())).contains("deploy");
  }

  @Test
  void anInstanceIsStaleExactlyWhenItsTimeIsUp() {
    store.register(agentWith("a", "deploy"));
    Instant end = clock.instant().plus(TIME_TO_LIVE);

    clock.moveTo(end.minus(NANO));
    assertThat(store.catalog().live().hostCount()).isEqualTo(1);
    assertThat(state("a")).isEqualTo(InstanceState.LIVE);
    clock.moveTo(end);
    assertThat(store.catalog().live().hostCount()).isZero();
    assertThat(state("a")).isEqualTo(InstanceState.STALE);
    assertThat(member("a").since()).isEqualTo(end);
    clock.moveTo(end.plus(NANO));
    assertThat(state("a")).isEqualTo(InstanceState.STALE);
    assertThat(store.catalog().liveCount()).isZero();
  }

  @Test
  void aBeatInTheLastNanosecondIsInTime() {
    store.register(agent("a").build());
    Instant end = clock.instant().plus(TIME_TO_LIVE);
    long revision = revision();

    clock.moveTo(end.minus(NANO));
    store.beat(id("a"), null);

    clock.moveTo(end.minus(NANO).plus(TIME_TO_LIVE).minus(NANO));
    assertThat(state("a")).isEqualTo(InstanceState.LIVE);
    assertThat(revision()).isEqualTo(revision);
    clock.advance(NANO);
    assertThat(state("a")).isEqualTo(InstanceState.STALE);
  }

  @Test
  void aBeatAtTheEndIsTooLateAndIsSeenAsStaleAndLiveAgain() {
    store.register(agent("a").build());
    Place before = feed.latest();

    clock.advance(TIME_TO_LIVE);
    store.beat(id("a"), null);

    assertThat(state("a")).isEqualTo(InstanceState.LIVE);
    assertThat(member("a").since()).isEqualTo(clock.instant());
    assertThat(kindsAfter(before)).containsExactly(ChangeKind.STALE, ChangeKind.LIVE);
  }

  private static List<ChangeKind> kindsAfter(Place place) {
    List<ChangeKind> kinds = new ArrayList<>();
    for (Place next = place.next(); next != null; next = next.next()) {
      kinds.add(Objects.requireNonNull(next.event()).change().kind());
    }
    return kinds;
  }

  @Test
  void everyInstanceHasTheTimeOfItsOwnInterval() {
    store.register(agent("slow").heartbeatInterval(Duration.ofDays(1)).build());
    store.register(agent("quick").heartbeatInterval(Duration.ofSeconds(1)).build());
    store.register(agent("usual").build());

    clock.advance(Duration.ofSeconds(3));
    assertThat(state("quick")).isEqualTo(InstanceState.STALE);
    assertThat(state("usual")).isEqualTo(InstanceState.LIVE);
    clock.advance(Duration.ofSeconds(87));
    assertThat(state("usual")).isEqualTo(InstanceState.STALE);
    clock.advance(Duration.ofDays(3).minusSeconds(90).minus(NANO));
    assertThat(state("slow")).isEqualTo(InstanceState.LIVE);
    clock.advance(NANO);
    assertThat(state("slow")).isEqualTo(InstanceState.STALE);
  }

  @Test
  void aShorterIntervalCountsFromTheMomentItIsSaid() {
    store.register(agent("a").heartbeatInterval(Duration.ofDays(1)).build());

    store.identify(agent("a").heartbeatInterval(Duration.ofSeconds(1)).build());

    clock.advance(Duration.ofSeconds(3));
    assertThat(state("a")).isEqualTo(InstanceState.STALE);
  }

  @Test
  void manyWhoseTimeIsUpAtOnceAreStaleAtOnce() {
    for (int i = 0; i < 50; i++) {
      store.register(agentWith("a" + i, "deploy"));
    }

    clock.advance(TIME_TO_LIVE);

    assertThat(store.catalog().liveCount()).isZero();
    assertThatViewsFollowFromTheMembers(store.catalog());
  }
}
