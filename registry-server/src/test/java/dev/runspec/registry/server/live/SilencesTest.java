package dev.runspec.registry.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SilencesTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Silences silences = new Silences();

  /** So many fall silent, one after the other, {@code left} staying. */
  private void fall(int count, Instant first, long millisApart, int left) {
    for (int number = 0; number < count; number++) {
      silences.note(first.plusMillis(number * millisApart), left + count - 1 - number);
    }
  }

  @Test
  void tenOfFiftyWithinAMinuteAreMany() {
    fall(10, NOON, 5000, 40);
    assertThat(silences.latest(NOON)).isEqualTo(new Silence(NOON, NOON.plusSeconds(45), 10, 50));
  }

  @Test
  void nineAreNot() {
    fall(9, NOON, 10, 0);
    assertThat(silences.latest(NOON)).isNull();
  }

  @Test
  void lessThanAFifthAreNot() {
    fall(10, NOON, 10, 41);
    assertThat(silences.latest(NOON)).isNull();
  }

  @Test
  void tenInMoreThanAMinuteAreNot() {
    fall(10, NOON, 7000, 10);
    assertThat(silences.latest(NOON)).isNull();
  }

  @Test
  void whoFollowsWithinAMinuteBelongsToThem() {
    fall(10, NOON, 10, 30);
    silences.note(NOON.plusSeconds(50), 29);
    silences.note(NOON.plusSeconds(100), 28);
    assertThat(silences.latest(NOON)).isEqualTo(new Silence(NOON, NOON.plusSeconds(100), 12, 40));
    silences.note(NOON.plusSeconds(300), 27);
    assertThat(silences.latest(NOON)).extracting(Silence::instances).isEqualTo(12);
  }

  @Test
  void allThatAreGoneBeforeTheyAreNotedAreCountedOnce() {
    for (int number = 0; number < 12; number++) {
      silences.note(NOON, 1); // the catalogue is ahead of who reads along
    }
    assertThat(silences.latest(NOON)).isEqualTo(new Silence(NOON, NOON, 12, 13));
  }

  @Test
  void anOldOneIsForgotten() {
    fall(10, NOON, 0, 0);
    assertThat(silences.latest(NOON)).isNotNull();
    assertThat(silences.latest(NOON.plusMillis(1))).isNull();
  }
}
