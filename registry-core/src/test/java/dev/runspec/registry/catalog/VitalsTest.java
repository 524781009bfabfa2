package dev.runspec.registry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.JsonDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;

class VitalsTest {

  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(90);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant END = NOON.plus(TIME_TO_LIVE);

  private final Vitals vitals = new Vitals(Lease.granted(NOON, TIME_TO_LIVE));

  @Test
  void aBeatInTimePushesTheLease() {
    Instant now = END.minusNanos(1);

    assertThat(vitals.renew(now, TIME_TO_LIVE)).isTrue();

    assertThat(vitals.lease()).isEqualTo(Lease.granted(now, TIME_TO_LIVE));
  }

  @Test
  void aBeatAtTheEndIsTooLate() {
    assertThat(vitals.renew(END, TIME_TO_LIVE)).isFalse();

    assertThat(vitals.lease()).isEqualTo(Lease.granted(NOON, TIME_TO_LIVE));
  }

  @Test
  void aBeatThatWasOvertakenDoesNotTurnTheClockBack() {
    vitals.renew(NOON.plusSeconds(20), TIME_TO_LIVE);

    assertThat(vitals.renew(NOON.plusSeconds(10), TIME_TO_LIVE)).isTrue();

    assertThat(vitals.lease()).isEqualTo(Lease.granted(NOON.plusSeconds(20), TIME_TO_LIVE));
  }

  @Test
  void theLeaseEndsNotBeforeItsTime() {
    assertThat(vitals.endIfExpired(END.minusNanos(1))).isFalse();
    assertThat(vitals.endIfExpired(END)).isTrue();
  }

  @Test
  void whatEndedStaysEnded() {
    vitals.end();

    assertThat(vitals.renew(NOON, TIME_TO_LIVE)).isFalse();
    assertThat(vitals.endIfExpired(NOON)).isTrue();
  }

  @Test
  void restartedVitalsKeepTheTelemetry() {
    vitals.observe(new JsonDocument("{\"load\":1}"));
    vitals.observe(null);

    Vitals restarted = Vitals.restarted(END, TIME_TO_LIVE, vitals);

    assertThat(restarted.system()).isEqualTo(new JsonDocument("{\"load\":1}"));
    assertThat(restarted.lease()).isEqualTo(Lease.granted(END, TIME_TO_LIVE));
  }

  @Test
  void aBeatThatRacesWithTheEndComesBeforeOrAfterIt() throws Exception {
    int rounds = 20_000;
    AtomicReferenceArray<Vitals> all = new AtomicReferenceArray<>(rounds);
    boolean[] isRenewed = new boolean[rounds];
    boolean[] isEnded = new boolean[rounds];
    for (int round = 0; round < rounds; round++) {
      all.set(round, new Vitals(Lease.granted(NOON, TIME_TO_LIVE)));
    }
    AtomicBoolean isStarted = new AtomicBoolean();
    Thread expiry =
        new Thread(
            () -> {
              while (!isStarted.get()) {
                Thread.onSpinWait();
              }
              for (int round = 0; round < rounds; round++) {
                isEnded[round] = all.get(round).endIfExpired(END);
              }
            });
    expiry.start();
    isStarted.set(true);
    for (int round = 0; round < rounds; round++) {
      isRenewed[round] = all.get(round).renew(END.minusNanos(1), TIME_TO_LIVE);
    }
    expiry.join();

    for (int round = 0; round < rounds; round++) {
      assertThat(isRenewed[round]).as("round %s", round).isNotEqualTo(isEnded[round]);
    }
  }
}
