package dev.runspec.registry.engine;

import static dev.runspec.registry.Samples.agent;
import static dev.runspec.registry.Samples.agentWith;
import static dev.runspec.registry.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.catalog.Lease;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Vitals;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a beat when something else happens after it looked up its instance and before it
 * renews the lease: the clock is read in between, and lets the other go first.
 */
class LocalStoreRaceTest {

  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(90);

  private final HandClock clock = HandClock.atNoon();
  private final Interruption interruption = new Interruption();
  private final LocalStore store = new LocalStore(Journal.NONE, interruption);

  /** A clock that has something else done when it is read the second time. */
  private final class Interruption implements InstantSource {

    private @Nullable Runnable other;
    private @Nullable Thread victim;
    private int reads;

    synchronized void before(Runnable renewal) {
      other = renewal;
      victim = Thread.currentThread();
      reads = 0;
    }

    @Override
    public Instant instant() {
      Runnable now = null;
      synchronized (this) {
        if (Thread.currentThread() == victim && ++reads == 2) {
          now = other;
          victim = null;
        }
      }
      if (now != null) {
        now.run();
      }
      return clock.instant();
    }
  }

  @BeforeEach
  void open() {
    store.open(new Feed());
    store.register(agentWith("a", "deploy"));
    clock.advance(Duration.ofSeconds(20));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aBeatThatRacesWithADeregistrationDoesNotBringTheInstanceBack() {
    interruption.before(() -> store.deregister(id("a")));

    assertThat(store.beat(id("a"), null)).isEqualTo(Outcome.DONE);

    assertThat(member().state()).isEqualTo(InstanceState.GONE);
  }

  @Test
  void aBeatThatRacesWithARegistrationCountsForTheNewRecord() {
    interruption.before(
        () -> {
          store.register(agent("a").build());
          clock.advance(Duration.ofSeconds(20));
        });

    assertThat(store.beat(id("a"), null)).isEqualTo(Outcome.DONE);

    assertThat(member().vitals().lease()).isEqualTo(Lease.granted(clock.instant(), TIME_TO_LIVE));
    assertThat(store.catalog().revision()).isEqualTo(2);
  }

  @Test
  void aBeatThatRacesWithItsExpiryRevivesTheInstance() {
    interruption.before(
        () -> {
          clock.advance(TIME_TO_LIVE);
          assertThat(member().state()).isEqualTo(InstanceState.STALE);
        });

    assertThat(store.beat(id("a"), null)).isEqualTo(Outcome.DONE);

    assertThat(member().state()).isEqualTo(InstanceState.LIVE);
    assertThat(store.catalog().revision()).isEqualTo(3);
  }

  @Test
  void aBeatThatRacesWithItsEvictionIsOfAStranger() {
    interruption.before(
        () -> {
          store.deregister(id("a"));
          store.evict(member());
        });

    assertThat(store.beat(id("a"), null)).isEqualTo(Outcome.UNKNOWN);

    assertThat(store.catalog().size()).isZero();
  }

  @Test
  void twoBeatsThatReviveOneInstanceMakeOneChange() {
    clock.advance(TIME_TO_LIVE);
    assertThat(member().state()).isEqualTo(InstanceState.STALE);
    interruption.before(() -> store.beat(id("a"), null));

    assertThat(store.beat(id("a"), null)).isEqualTo(Outcome.DONE);

    assertThat(store.catalog().revision()).isEqualTo(3);
  }

  @Test
  void aReplacedRecordTakesNoMoreBeats() {
    Vitals old = member().vitals();

    store.register(agent("a").build());

    assertThat(old.renew(clock.instant(), TIME_TO_LIVE)).isFalse();
  }

  private Member member() {
    return Objects.requireNonNull(store.catalog().member(id("a")));
  }
}
