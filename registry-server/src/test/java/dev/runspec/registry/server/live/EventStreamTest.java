package dev.runspec.registry.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.HandClock;
import dev.runspec.registry.Position;
import dev.runspec.registry.Samples;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Change;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.Feed;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream whose reader is slow, and a feed that starts afresh under it. */
class EventStreamTest {

  private static final EventFilter ALL = new EventFilter(List.of(), List.of(), List.of());

  private final Feed feed = new Feed(4, 1000);
  private final HandClock clock = HandClock.atNoon();
  private final Live live = Live.start(feed, clock, 2);

  @BeforeEach
  void start() {
    feed.reset(Catalog.empty(new Position("a", 0)));
  }

  @AfterEach
  void close() {
    live.close();
  }

  @Test
  void aReaderThatDoesNotKeepUpIsToldAndLeft() throws Exception {
    LinkedTransferQueue<String> taken = new LinkedTransferQueue<>();
    Thread stream = stream(text -> hand(taken, text));
    assertThat(taken.take()).endsWith("id: a-0\n\n");
    apply(1);
    String first = taken.take();
    assertThat(first).startsWith("event: registered\nid: a-1\ndata: {\"revision\":1,");
    apply(2);
    while (taken.peek() == null) {
      Thread.onSpinWait();
    }
    for (int revision = 3; revision < 12; revision++) {
      apply(revision); // nobody takes the second one, and the writer does not care
    }
    assertThat(taken.take()).contains("id: a-2\n");
    assertThat(taken.take()).isEqualTo("event: reset\nid: a-11\ndata: {\"reason\":\"slow\"}\n\n");
    stream.join();
  }

  @Test
  void aFeedThatStartsAfreshIsToldOfAndFollowed() throws Exception {
    BlockingQueue<String> taken = new LinkedBlockingQueue<>();
    Thread stream = stream(taken::add);
    assertThat(taken.take()).endsWith("id: a-0\n\n");
    feed.reset(Catalog.empty(new Position("b", 40)));
    assertThat(taken.take()).isEqualTo("event: reset\nid: b-40\ndata: {\"reason\":\"epoch\"}\n\n");
    apply(41);
    assertThat(taken.take()).contains("id: b-41\n");
    live.close();
    stream.join();
  }

  @Test
  void thereIsRoomForSoManyAndNoMore() {
    try (Seat one = Objects.requireNonNull(live.seat(Topic.EVENTS));
        Seat two = Objects.requireNonNull(live.seat(Topic.TOOLS))) {
      assertThat(one).isNotSameAs(two);
      assertThat(live.waiting()).isEqualTo(2);
      assertThat(live.seat(Topic.EVENTS)).isNull();
    }
    assertThat(live.waiting()).isZero();
    live.close();
    assertThat(live.seat(Topic.EVENTS)).as("nobody is let in any more").isNull();
  }

  private Thread stream(Consumer<String> outlet) {
    return Thread.startVirtualThread(
        () -> {
          try (Seat seat = Objects.requireNonNull(live.seat(Topic.EVENTS))) {
            new EventStream(live, ALL, true, bytes -> outlet.accept(new String(bytes, UTF_8)))
                .run(seat, null);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Returns when it was taken. */
  private static void hand(LinkedTransferQueue<String> queue, String text) {
    try {
      queue.transfer(text);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void apply(long revision) {
    feed.apply(
        new Change(
            revision,
            ChangeKind.REGISTERED,
            Samples.id("a"),
            Member.registered(Samples.agentWith("a", "deploy"), Instant.EPOCH)));
  }
}
