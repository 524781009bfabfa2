package dev.runspec.registry.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.Position;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Census;
import dev.runspec.registry.server.live.Activity.Minute;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActivityTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Census NOBODY = Catalog.empty(new Position("e", 0)).census();

  private final Activity activity = new Activity(NOON);

  @Test
  void changesAreCountedByMinuteAndKind() {
    activity.count(ChangeKind.REGISTERED, NOBODY, NOON.plusSeconds(1));
    activity.count(ChangeKind.REGISTERED, NOBODY, NOON.plusSeconds(59));
    activity.count(ChangeKind.STALE, NOBODY, NOON.plusSeconds(60));
    Activity.Recent recent = activity.recent(NOON.plusSeconds(61));
    assertThat(recent.since()).isEqualTo(NOON);
    assertThat(recent.minutes())
        .containsExactly(
            new Minute(NOON, Map.of(ChangeKind.REGISTERED, 2)),
            new Minute(NOON.plusSeconds(60), Map.of(ChangeKind.STALE, 1)));
  }

  @Test
  void anHourIsRememberedAndNoMore() {
    for (int minute = 0; minute < 200; minute++) {
      activity.count(ChangeKind.TOOLS, NOBODY, NOON.plus(Duration.ofMinutes(minute)));
    }
    Instant end = NOON.plus(Duration.ofMinutes(199));
    assertThat(activity.recent(end).minutes()).hasSize(60);
    assertThat(activity.recent(end.plus(Duration.ofMinutes(50))).minutes()).hasSize(10);
    assertThat(activity.recent(end.plus(Duration.ofMinutes(60))).minutes()).isEmpty();
  }

  @Test
  void beatsAreToldAsTheAverageOfTheLastTenSeconds() {
    assertThat(activity.recent(NOON).beatsPerSecond()).isZero();
    activity.sample(100, NOON);
    assertThat(activity.recent(NOON).beatsPerSecond()).isZero();
    activity.sample(150, NOON.plusSeconds(5));
    assertThat(activity.recent(NOON.plusSeconds(5)).beatsPerSecond()).isEqualTo(10);
    activity.sample(150, NOON.plusSeconds(10));
    assertThat(activity.recent(NOON.plusSeconds(10)).beatsPerSecond()).isEqualTo(5);
    activity.sample(150, NOON.plusSeconds(15));
    assertThat(activity.recent(NOON.plusSeconds(15)).beatsPerSecond()).isZero();
  }
}
