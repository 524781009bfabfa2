package dev.runspec.registry.server.store.etcd;

import static dev.runspec.registry.Samples.agent;
import static dev.runspec.registry.Samples.agentWith;
import static dev.runspec.registry.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.server.etcd.EtcdCluster;
import dev.runspec.registry.server.etcd.Wire;
import dev.runspec.registry.server.process.Until;
import dev.runspec.registry.server.store.etcd.gateway.EtcdConfig;
import dev.runspec.registry.server.store.etcd.gateway.KeyValue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A beat that a replica could not pass on at once counts from when it was heard. */
class LateBeatTest {

  private static final String PREFIX = "/late";
  private static final InstanceId AGENT = id("a");
  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(33);

  private final HandClock clock = HandClock.atNoon();
  private final Instant noon = clock.instant();
  private final HandTimedEtcd.Book leases = new HandTimedEtcd.Book();
  private final Feed feed = new Feed();

  @TempDir Path folder;
  private EtcdCluster cluster;
  private Wire wire;
  private HandTimedEtcd etcd;
  private EtcdStore store;

  @BeforeEach
  void open() throws Exception {
    cluster = EtcdCluster.single(folder);
    wire = Wire.to(cluster.endpoints().get(0));
    EtcdConfig config = EtcdConfig.of(List.of(wire.endpoint()), PREFIX);
    store = new EtcdStore(new HandTimedEtcd(config, clock, leases), PREFIX, clock);
    store.open(feed);
    store.register(registration());
    etcd = new HandTimedEtcd(EtcdConfig.of(cluster.endpoints(), PREFIX), clock, leases);
    clock.accompany(() -> {}, () -> etcd.expire(revision -> {}));
  }

  @AfterEach
  void close() {
    clock.accompany(() -> {}, () -> {});
    store.close();
    etcd.close();
    wire.close();
    cluster.close();
  }

  @Test
  void aDeadOneLivesNoLongerByABeatThatIsPassedOnLate() throws Exception {
    Member before = member();
    long revision = feed.catalog().revision();
    passOnLate();

    assertThat(feed.catalog().revision()).isEqualTo(revision);
    assertThat(member()).isEqualTo(before);
    clock.advance(Duration.ofSeconds(20));
    assertThat(member().isLive()).isTrue();
    clock.advance(Duration.ofSeconds(1));
    Until.holds("it is stale when its time is up", () -> !member().isLive());
  }

  @Test
  void aLivingOneHasItsWholeTimeAgainFromItsNextBeat() throws Exception {
    passOnLate();

    assertThat(store.beat(AGENT, null)).isEqualTo(Outcome.DONE);
    awaitLease(TIME_TO_LIVE);

    clock.advance(Duration.ofSeconds(32));
    assertThat(member().isLive()).isTrue();
    clock.advance(Duration.ofSeconds(1));
    Until.holds("it is stale when its time is up", () -> !member().isLive());
  }

  @Test
  void oneWhoseLeaseEndedMeanwhileComesBackForWhatIsLeft() throws Exception {
    wire.cut();
    clock.advance(Duration.ofSeconds(20));
    assertThat(store.beat(AGENT, null)).isEqualTo(Outcome.DONE);
    clock.advance(Duration.ofSeconds(13));
    wire.mend();

    awaitLease(Duration.ofSeconds(20));
    Until.holds("it is live again", () -> member().isLive());
    clock.advance(Duration.ofSeconds(20));
    Until.holds("it is stale when its time is up", () -> !member().isLive());
  }

  /** What was not answered may come to etcd at any time: that lease is not relied on again. */
  @Test
  void aRenewalThatAWriteGaveUpMakesNobodyLiveForLonger() throws Exception {
    clock.advance(Duration.ofSeconds(12));
    wire.freeze();
    assertThatThrownBy(() -> store.register(registration())).isInstanceOf(StoreUnavailable.class);
    wire.mend();

    awaitLease(Duration.ofSeconds(21));
    clock.advance(Duration.ofSeconds(20));
    assertThat(member().isLive()).isTrue();
    clock.advance(Duration.ofSeconds(1));
    Until.holds("it is stale when its time is up", () -> !member().isLive());
  }

  /** Neither a renewal of it elsewhere nor a later beat makes it a lease to rely on. */
  @Test
  void aLeaseInDoubtIsReplacedAlsoWhenTheAgentWasHeardOfElsewhere() throws Exception {
    try (EtcdStore other = new EtcdStore(elsewhere(cluster.endpoints().get(0)), PREFIX, clock)) {
      other.open(new Feed());
      wire.freeze();
      assertThatThrownBy(() -> store.register(registration())).isInstanceOf(StoreUnavailable.class);
      long doubted = lifeLease();
      clock.advance(Duration.ofSeconds(1));
      other.register(registration());
      assertThat(lifeLease()).isEqualTo(doubted);
      wire.mend();

      Until.holds("it lives by another lease", () -> lifeLease() != doubted);
    }
  }

  /** It was away as far as is known here, and has registered elsewhere meanwhile. */
  @Test
  void aBeatThatTookLongCountsFromWhenItWasAskedFor() throws Exception {
    try (EtcdStore other = new EtcdStore(elsewhere(cluster.endpoints().get(0)), PREFIX, clock)) {
      other.open(new Feed());
      store.deregister(AGENT);
      wire.freeze();
      other.register(registration());
      clock.advance(Duration.ofSeconds(10));
      FutureTask<Outcome> beat = new FutureTask<>(() -> store.beat(AGENT, null));
      Thread asking = Thread.ofPlatform().start(beat);
      Until.holds("etcd is asked", () -> asking.getState() == Thread.State.WAITING);
      clock.advance(Duration.ofSeconds(2));
      wire.mend();

      assertThat(beat.get()).isEqualTo(Outcome.DONE);
      awaitLease(Duration.ofSeconds(31));
      clock.advance(Duration.ofSeconds(30));
      assertThat(member().isLive()).isTrue();
      clock.advance(Duration.ofSeconds(1));
      Until.holds("it is stale when its time is up", () -> !member().isLive());
    }
  }

  /** Whoever asked for it may be gone by then. */
  @Test
  void aWriteThatTookTooLongIsNotDoneAndMakesNobodyLiveForLonger() throws Exception {
    clock.advance(Duration.ofSeconds(12));
    Member before = member();
    leases.delay(TIME_TO_LIVE, Duration.ofSeconds(6));
    assertThatThrownBy(() -> store.register(registration()))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("in time");

    assertThat(member()).isEqualTo(before);
    awaitLease(Duration.ofSeconds(15));
    clock.advance(Duration.ofSeconds(15));
    Until.holds("it is stale when its time is up", () -> !member().isLive());
  }

  /** Another replica may have heard of it, and not have got its word through yet. */
  @Test
  void nobodyIsEndedWhomAnotherReplicaMayHaveHeardOf() throws Exception {
    HandTimedEtcd theirs = elsewhere(cluster.endpoints().get(0));
    try (EtcdStore other = new EtcdStore(theirs, PREFIX, clock)) {
      awaitAWordOf(other);
      long revision = feed.catalog().revision();
      giveARenewalUp();
      Until.holds("they tell", () -> other.age().isZero());
      theirs.mute();
      try {
        assertThat(other.beat(AGENT, null)).isEqualTo(Outcome.DONE);
        Until.holds("they pass it on", () -> other.beatsSent() > 1);
        healAfterItsTime();
        awaitBeatsPassedOn();
        awaitBeatsPassedOn();
        assertThat(feed.catalog().revision()).as("nobody was stale").isEqualTo(revision);
      } finally {
        theirs.unmute();
      }
      Until.holds("they tell", () -> secondHeard(AGENT) == 32);
      clock.advance(Duration.ofSeconds(29));
      assertThat(member().isLive()).isTrue();
      clock.advance(Duration.ofSeconds(1));
      Until.holds("it is stale when its time is up", () -> !member().isLive());
    }
  }

  @Test
  void replicaThatIsCutOffIsNotWaitedForForLong() throws Exception {
    try (Wire theirs = Wire.to(cluster.endpoints().get(0));
        EtcdStore other = new EtcdStore(elsewhere(theirs.endpoint()), PREFIX, clock)) {
      awaitAWordOf(other);
      giveARenewalUp();
      Until.holds("they tell", () -> other.age().isZero());
      theirs.cut();
      healAfterItsTime();
      awaitBeatsPassedOn();
      awaitBeatsPassedOn();
      assertThat(member().isLive()).isTrue();
      clock.advance(Duration.ofMillis(2001));
      Until.holds("it is stale", () -> !member().isLive());
    }
  }

  private HandTimedEtcd elsewhere(URI endpoint) {
    return new HandTimedEtcd(EtcdConfig.of(List.of(endpoint), PREFIX), clock, leases);
  }

  /** Eleven seconds after the agent was heard of last. */
  private void awaitAWordOf(EtcdStore other) throws Exception {
    other.open(new Feed());
    store.register(agent("b").build());
    Until.holds("they know it, too", () -> other.catalog().member(id("b")) != null);
    clock.advance(Duration.ofSeconds(1));
    assertThat(store.beat(AGENT, null)).isEqualTo(Outcome.DONE);
    Until.holds("it is passed on", () -> store.beatsSent() > 0);
    clock.advance(Duration.ofSeconds(11));
    assertThat(other.beat(id("b"), null)).isEqualTo(Outcome.DONE);
    Until.holds("they tell", () -> secondHeard(id("b")) == 12);
  }

  /** So that the lease may outlive the agent; until two seconds before its time is up. */
  private void giveARenewalUp() throws Exception {
    wire.freeze();
    assertThatThrownBy(() -> store.register(registration())).isInstanceOf(StoreUnavailable.class);
    clock.advance(Duration.ofSeconds(20));
  }

  private void healAfterItsTime() throws Exception {
    clock.advance(Duration.ofSeconds(3));
    wire.mend();
    Until.holds("all is seen here", () -> store.age().isZero());
  }

  private long secondHeard(InstanceId id) {
    Member member = Objects.requireNonNull(feed.catalog().member(id));
    return Duration.between(noon, member.vitals().lease().lastHeard()).toSeconds();
  }

  private void awaitBeatsPassedOn() throws Exception {
    long sent = store.beatsSent();
    assertThat(store.beat(id("b"), null)).isEqualTo(Outcome.DONE);
    Until.holds("beats are passed on", () -> store.beatsSent() > sent);
  }

  /** Times have nanoseconds here, and microseconds in etcd. */
  @Test
  void aLateBeatIsPassedOnOnce() throws Exception {
    clock.advance(Duration.ofNanos(123_456_789));
    store.register(agent("b").build());
    passOnLate();
    awaitBeatsPassedOn();
    awaitBeatsPassedOn();
    assertThat(leases.granted(Duration.ofSeconds(21))).isEqualTo(1);
  }

  @Test
  void aWriteThatHasMuchToBringMayTakeLonger() {
    leases.slowDown(Duration.ofMillis(18));
    String[] many = IntStream.range(0, 300).mapToObj(each -> "tool-" + each).toArray(String[]::new);
    store.register(agentWith("c", many));
    assertThat(store.catalog().member(id("c"))).isNotNull();
  }

  /** One that is asked for late has a lease of its own, and no renewed one. */
  @Test
  void aRenewalThatTookLongIsNotReliedOn() throws Exception {
    clock.advance(Duration.ofSeconds(1));
    leases.delay(TIME_TO_LIVE, Duration.ofSeconds(2));
    store.register(registration());

    assertThat(leases.granted(TIME_TO_LIVE)).isEqualTo(2);
    long sent = store.beatsSent();
    assertThat(store.beat(AGENT, null)).isEqualTo(Outcome.DONE);
    Until.holds("it is passed on", () -> store.beatsSent() > sent);
    clock.advance(TIME_TO_LIVE.minusSeconds(1));
    assertThat(member().isLive()).isTrue();
    clock.advance(Duration.ofSeconds(1));
    Until.holds("it is stale when its time is up", () -> !member().isLive());
  }

  /** Twelve seconds late, with 21 left. */
  private void passOnLate() throws Exception {
    wire.cut();
    assertThat(store.beat(AGENT, null)).isEqualTo(Outcome.DONE);
    clock.advance(Duration.ofSeconds(12));
    wire.mend();
    awaitLease(Duration.ofSeconds(21));
  }

  /** Not that it is granted: the clock must not move until the agent lives by it. */
  private void awaitLease(Duration length) throws Exception {
    Until.holds(
        "it lives by a lease of " + length.toSeconds() + " s",
        () -> length.equals(leases.length(lifeLease())));
  }

  private long lifeLease() {
    KeyValue life = etcd.get(new Keys(PREFIX).life(AGENT)).keyValue();
    return life == null ? 0 : life.lease();
  }

  private static Registration registration() {
    return agent("a").heartbeatInterval(TIME_TO_LIVE.dividedBy(3)).build();
  }

  private Member member() {
    return Objects.requireNonNull(feed.catalog().member(AGENT));
  }
}
