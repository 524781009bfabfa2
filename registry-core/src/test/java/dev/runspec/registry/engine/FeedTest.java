package dev.runspec.registry.engine;

import static dev.runspec.registry.Samples.agent;
import static dev.runspec.registry.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.Position;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Change;
import dev.runspec.registry.catalog.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class FeedTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final Feed feed = new Feed();

  @Test
  void aFeedStartsWithNothing() {
    assertThat(feed.catalog().revision()).isZero();
    assertThat(feed.catalog().size()).isZero();
  }

  @Test
  void aChangeMakesTheNextCatalogue() {
    Catalog before = feed.catalog();

    feed.apply(change(5));

    assertThat(feed.catalog().revision()).isEqualTo(5);
    assertThat(feed.catalog().size()).isEqualTo(1);
    assertThat(before.size()).isZero();
  }

  @Test
  void revisionsOnlyGrow() {
    feed.apply(change(5));

    assertThatThrownBy(() -> feed.apply(change(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("revision 5 does not follow 5");
    assertThatThrownBy(() -> feed.apply(change(4))).isInstanceOf(IllegalArgumentException.class);
    assertThat(feed.catalog().revision()).isEqualTo(5);
  }

  @Test
  void whoeverWaitsForWhatIsThereDoesNotWait() throws Exception {
    feed.apply(change(5));

    assertThat(feed.await(5, Duration.ZERO)).isTrue();
    assertThat(feed.await(4, Duration.ZERO)).isTrue();
    assertThat(feed.await(6, Duration.ZERO)).isFalse();
    assertThat(feed.await(6, Duration.ofNanos(1))).isFalse();
  }

  @Test
  void thatNothingHappenedIsWorthKnowing() throws Exception {
    feed.reset(Catalog.empty(new Position("e", 3)));
    feed.apply(change(5));
    Place last = feed.latest();
    assertThat(feed.at(new Position("e", 9))).isNull();

    feed.reach(9);

    assertThat(feed.await(9, Duration.ZERO)).isTrue();
    assertThat(feed.await(10, Duration.ZERO)).isFalse();
    assertThat(feed.at(new Position("e", 9))).isSameAs(last);
    assertThat(feed.at(new Position("e", 10))).isNull();
    assertThat(feed.catalog().revision()).isEqualTo(5);
    feed.apply(change(6 + 5));
    assertThat(last.next()).isSameAs(feed.latest());
  }

  @Test
  void whatIsPutRightIsNoChange() {
    feed.apply(change(5));
    Place last = feed.latest();
    Member known = feed.catalog().members().get(0);

    feed.amend(known.ended(Member.Standing.STALE, Instant.EPOCH));

    assertThat(feed.catalog().members().get(0).since()).isEqualTo(Instant.EPOCH);
    assertThat(feed.catalog().revision()).isEqualTo(5);
    assertThat(feed.latest()).isSameAs(last);
    assertThat(last.next()).isNull();
  }

  @Test
  void whoeverWaitsIsWokenByTheChangeItWaitsFor() throws Exception {
    FutureTask<Boolean> waiting = new FutureTask<>(() -> feed.await(2, LONG));
    Thread thread = new Thread(waiting);
    thread.start();
    feed.apply(change(1));
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(waiting.isDone()).isFalse();

    feed.apply(change(2));

    assertThat(waiting.get()).isTrue();
  }

  @Test
  void whoeverWaitsIsWokenByAResetToo() throws Exception {
    FutureTask<Boolean> waiting = new FutureTask<>(() -> feed.await(7, LONG));
    new Thread(waiting).start();

    feed.reset(Catalog.empty(new Position("b", 7)));

    assertThat(waiting.get()).isTrue();
  }

  private static Change change(long revision) {
    return new Change(
        revision,
        ChangeKind.REGISTERED,
        id("a"),
        Member.registered(agent("a").build(), Instant.EPOCH));
  }
}
