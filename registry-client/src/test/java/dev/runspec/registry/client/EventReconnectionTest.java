package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.Position;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a subscription goes from one connection to the next. */
class EventReconnectionTest {

  private static final String EVENTS = "GET /events";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HandCrank time = new HandCrank();
  private final EventDiary diary = new EventDiary();
  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final ScriptedStream stream = new ScriptedStream();
  private final RegistryClient client =
      RegistryClient.builder(registry.uri())
          .apiKey("key-of-the-test")
          .clock(time)
          .pacer(time)
          .random(() -> 1L << 63)
          .build();

  @AfterEach
  void closeAll() {
    client.close();
    registry.close();
  }

  private EventSubscription follow(Reply... replies) {
    registry.on(EVENTS, replies);
    return client.events(EventSelection.all(), diary);
  }

  /** Lets the pause before the next round pass, and tells how long it was. */
  private Duration passPause() throws InterruptedException {
    Duration pause =
        time.awaitPause(
            each -> !each.equals(LIMIT) && !each.equals(EventConnection.LONGEST_SILENCE));
    time.turn(pause);
    return pause;
  }

  @Test
  void afterALostConnectionItGoesOnBehindTheLastEvent() throws Exception {
    ScriptedStream fragile = ScriptedStream.fragile();
    fragile
        .send("id: e-6\n\n" + ScriptedStream.event("stale", 7) + "event: live\nid: e-8\ndata: {")
        .end();
    follow(fragile, stream);
    diary.assertNext("e-6 heard", "connected", "e-7 STALE a", "disconnected");

    stream.send("id: e-7\n\n" + ScriptedStream.event("live", 8));
    assertThat(passPause()).isEqualTo(Duration.ofMillis(750));

    diary.assertNext("e-7 heard", "connected", "e-8 LIVE a");
    assertThat(registry.requests().get(0).header("Last-Event-ID")).isNull();
    assertThat(registry.requests().get(1).header("Last-Event-ID")).isEqualTo("e-7");
    assertThat(diary.causes()).singleElement().isInstanceOf(RegistryUnreachable.class);
  }

  @Test
  void thatTheRegistryEndsAStreamIsNoNewsAsLongAsTheNextOneBegins() throws Exception {
    stream.send("retry: 2000\nid: e-6\n\n").end();
    EventSubscription subscription = follow(stream, stream, Reply.json(503, "{}"));
    diary.assertNext("e-6 heard", "connected");

    assertThat(passPause()).isEqualTo(Duration.ofMillis(1500));
    stream.send("id: e-6\n\n" + ScriptedStream.event("stale", 7)).end();
    diary.assertNext("e-6 heard", "e-7 STALE a");
    assertThat(subscription.isConnected()).isTrue();

    passPause();
    diary.assertNext("disconnected");
    assertThat(subscription.isConnected()).isFalse();
  }

  @Test
  void aStreamThatEndsBeforeItSaysAnythingIsAFailure() throws Exception {
    stream.end().end();
    follow(stream);

    assertThat(passPause()).isEqualTo(Duration.ofMillis(750));
    assertThat(passPause()).isEqualTo(Duration.ofMillis(1500));
    diary.assertNext("disconnected");
    assertThat(diary.causes().get(0)).hasMessageContaining("read events", "the stream ended");
  }

  @Test
  void aRegistryThatIsAwayIsTriedForEverWithPausesUpToHalfAMinute() throws Exception {
    follow(Reply.json(503, "{\"detail\":\"Starting\"}"));

    for (long millis : new long[] {750, 1500, 3000, 6000, 12_000, 22_500, 22_500, 22_500}) {
      assertThat(passPause()).isEqualTo(Duration.ofMillis(millis));
    }
    diary.assertNext("disconnected");
    diary.assertNothing();
    assertThat(diary.causes()).singleElement().asString().contains("read events", "Starting");
  }

  @Test
  void aRegistryThatAsksForTimeGetsIt() throws Exception {
    follow(
        Reply.json(503, "{}", "Retry-After", "17"), Reply.json(503, "{}", "Retry-After", "86400"));

    assertThat(passPause()).isEqualTo(Duration.ofSeconds(17));
    assertThat(passPause()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void anotherCauseIsToldAnew() throws Exception {
    follow(Reply.json(503, "{}"), Reply.json(403, "{\"detail\":\"Invalid or missing API key\"}"));
    diary.assertNext("disconnected");
    passPause();

    diary.assertNext("disconnected");
    assertThat(diary.causes().get(1))
        .isInstanceOfSatisfying(
            RegistryRefused.class, refused -> assertThat(refused.status()).isEqualTo(403));
  }

  @Test
  void whenOneAddressIsAwayTheNextIsAskedAtOnce() throws Exception {
    try (ScriptedRegistry other = ScriptedRegistry.start();
        RegistryClient both =
            RegistryClient.builder(registry.uri(), other.uri())
                .clock(time)
                .pacer(time)
                .random(() -> 1L << 63)
                .build()) {
      registry.on(
          EVENTS, ScriptedStream.fragile().send("id: e-6\n\n").end(), Reply.json(502, "{}"));
      ScriptedStream spare =
          ScriptedStream.fragile().send("id: e-6\n\n" + ScriptedStream.event("stale", 7));
      other.on(EVENTS, spare);
      both.events(EventSelection.all(), diary);
      diary.assertNext("e-6 heard", "connected", "disconnected");
      passPause();

      diary.assertNext("e-6 heard", "connected", "e-7 STALE a");
      assertThat(other.requests().get(0).header("Last-Event-ID")).isEqualTo("e-6");

      spare.end();
      diary.assertNext("disconnected");
      spare.send("id: e-7\n\n");
      passPause();
      diary.assertNext("e-7 heard", "connected");
      assertThat(registry.requests()).hasSize(2);
    }
  }

  @Test
  void aStreamOnWhichNothingCameForThreeKeepAlivesIsDead() throws Exception {
    stream.send("id: e-6\n\n");
    follow(stream);
    diary.assertNext("e-6 heard", "connected");
    time.turn(Duration.ofSeconds(30));
    stream.send(": keep-alive\nid: e-7\n\n");
    diary.assertNext("e-7 heard");
    time.turn(Duration.ofSeconds(44));
    diary.assertNothing();
    ScriptedStream fresh = new ScriptedStream().send("id: e-7\n\n");
    registry.on(EVENTS, fresh);

    diary.awaitNext("disconnected", () -> time.turn(Duration.ofSeconds(1)));
    assertThat(diary.causes().get(0)).hasMessageContaining("no sign of life for 45 s");
    passPause();
    diary.assertNext("e-7 heard", "connected");
  }

  @Test
  void anAddressThatDoesNotBeginInTimeIsGivenUp() throws Exception {
    follow(Reply.silence(), stream.send("id: e-6\n\n"));
    time.awaitPause(LIMIT::equals);
    while (registry.requests().isEmpty()) {
      Thread.onSpinWait();
    }

    time.turn(LIMIT);

    diary.assertNext("disconnected");
    assertThat(diary.causes().get(0)).hasMessageContaining("no sign of life for 10 s");
    passPause();
    diary.assertNext("e-6 heard", "connected");
  }

  @Test
  void aSlowListenerIsNotTakenForADeadStream() throws Exception {
    CountDownLatch mayGoOn = new CountDownLatch(1);
    EventDiary slow =
        new EventDiary() {
          @Override
          public void changed(Position position, InstanceEvent event) {
            super.changed(position, event);
            try {
              mayGoOn.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    registry.on(EVENTS, stream.send("id: e-6\n\n" + ScriptedStream.event("stale", 7)));
    client.events(EventSelection.all(), slow);
    slow.assertNext("e-6 heard", "connected", "e-7 STALE a");
    time.turn(Duration.ofSeconds(45));
    time.awaitPause(EventConnection.LONGEST_SILENCE::equals);
    mayGoOn.countDown();
    stream.send(ScriptedStream.event("live", 8));

    slow.assertNext("e-8 LIVE a");
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void whatIsNoStreamOfEventsIsSaidToBeNone() throws Exception {
    follow(
        Reply.json("[]"),
        stream.send("data: {}\n\n"),
        new ScriptedStream().send("id: 4711\ndata: {}\n\n"));

    diary.assertNext("disconnected");
    assertThat(diary.causes().get(0))
        .isInstanceOf(RegistryAnswerInvalid.class)
        .hasMessageContaining("answered with application/json where events were asked for");
    passPause();
    diary.assertNext("disconnected");
    assertThat(diary.causes().get(1)).isInstanceOf(RegistryAnswerInvalid.class);
    passPause();
    diary.assertNext("disconnected");
    assertThat(diary.causes().get(2)).hasMessageContaining("4711");
  }
}
