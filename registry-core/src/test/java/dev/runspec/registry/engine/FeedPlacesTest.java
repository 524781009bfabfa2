package dev.runspec.registry.engine;

import static dev.runspec.registry.Samples.agentWith;
import static dev.runspec.registry.Samples.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.Position;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Change;
import dev.runspec.registry.catalog.Member;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading along: from place to place, and what is forgotten. */
class FeedPlacesTest {

  private final Feed feed = new Feed(4, 100);

  @BeforeEach
  void start() {
    feed.reset(Catalog.empty(new Position("a", 10)));
  }

  @Test
  void whoStandsAtTheLatestPlaceMissesNothing() {
    Place place = feed.latest();
    assertThat(place.position()).isEqualTo(new Position("a", 10));
    assertThat(place.next()).isNull();

    apply(11);
    apply(15);

    Place first = Objects.requireNonNull(place.next());
    assertThat(first.position().revision()).isEqualTo(11);
    assertThat(Objects.requireNonNull(first.event()).change().revision()).isEqualTo(11);
    Place second = Objects.requireNonNull(first.next());
    assertThat(second.position().revision()).isEqualTo(15);
    assertThat(second).isSameAs(feed.latest());
  }

  @Test
  void aPlaceIsFoundByItsPositionAlsoBetweenRevisions() {
    apply(11);
    apply(15);
    assertThat(revisionAt(10)).isEqualTo(10);
    assertThat(revisionAt(11)).isEqualTo(11);
    assertThat(revisionAt(14)).isEqualTo(11);
    assertThat(revisionAt(15)).isEqualTo(15);
  }

  @Test
  void whatWasNeverOrIsNoLongerThereIsNotFound() {
    apply(11);
    assertThat(feed.at(new Position("a", 9))).isNull();
    assertThat(feed.at(new Position("a", 12))).isNull();
    assertThat(feed.at(new Position("b", 11))).isNull();
  }

  @Test
  void theOldestPlacesAreForgottenAndLost() {
    Place start = feed.latest();
    apply(11);
    Place first = feed.latest();
    for (int revision = 12; revision <= 14; revision++) {
      apply(revision);
    }
    assertThat(start.isLost()).isTrue();
    assertThat(start.next()).isNull();
    assertThat(first.isLost()).isFalse();
    assertThat(feed.at(new Position("a", 10))).isNull();
    assertThat(revisionAt(11)).isEqualTo(11);
  }

  @Test
  void heavyEventsAreForgottenSooner() {
    Place start = feed.latest();
    String[] many = new String[60];
    for (int at = 0; at < many.length; at++) {
      many[at] = "t" + at;
    }
    feed.apply(registered(11, many));
    assertThat(start.isLost()).isFalse();
    feed.apply(registered(12, many));
    assertThat(start.isLost()).isTrue();
    assertThat(feed.latest().isLost()).isFalse();
  }

  @Test
  void aResetLosesEveryPlace() {
    Place start = feed.latest();
    apply(11);
    Place last = feed.latest();

    feed.reset(Catalog.empty(new Position("b", 3)));

    assertThat(start.isLost()).isTrue();
    assertThat(last.isLost()).isTrue();
    assertThat(feed.latest().position()).isEqualTo(new Position("b", 3));
    apply(4);
    assertThat(feed.latest().position()).isEqualTo(new Position("b", 4));
  }

  @Test
  void anEventKnowsWhatItFoundAndIsWrittenOnce() {
    apply(11);
    feed.apply(new Change(12, ChangeKind.REAPED, id("a"), null));
    FeedEvent event = Objects.requireNonNull(feed.latest().event());
    assertThat(Objects.requireNonNull(event.before()).id()).isEqualTo(id("a"));
    assertThat(event.after()).isNull();
    assertThat(new String(event.json(), UTF_8))
        .isEqualTo(
            "{\"revision\":12,\"event\":\"reaped\",\"instance_id\":\"a\",\"name\":\"web\","
                + "\"host\":\"host-a\"}");
    assertThat(event.json()).isSameAs(event.json()).isSameAs(event.brief());
  }

  private long revisionAt(long revision) {
    return Objects.requireNonNull(feed.at(new Position("a", revision))).position().revision();
  }

  private void apply(long revision) {
    feed.apply(registered(revision, "deploy"));
  }

  private static Change registered(long revision, String... tools) {
    return new Change(
        revision,
        ChangeKind.REGISTERED,
        id("a"),
        Member.registered(agentWith("a", tools), Instant.EPOCH));
  }
}
