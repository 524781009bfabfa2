package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.Position;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import dev.runspec.registry.client.ScriptedRegistry.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventSubscriptionTest {

  private static final String EVENTS = "GET /events";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HandCrank time = new HandCrank();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final List<RegistryException> causes = new CopyOnWriteArrayList<>();
  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final ScriptedStream stream = new ScriptedStream();
  private final RegistryClient client =
      RegistryClient.builder(registry.uri())
          .apiKey("key-of-the-test")
          .clock(time)
          .pacer(time)
          .random(() -> 1L << 63)
          .build();

  /** Writes down what it is told. */
  private class Notes implements EventListener {

    @Override
    public void changed(Position position, InstanceEvent event) {
      told.add(position + " " + event.kind() + " " + event.id());
    }

    @Override
    public void reset(Position position, ResetReason reason) {
      told.add(position + " reset " + reason);
    }

    @Override
    public void heard(Position position) {
      told.add(position + " heard");
    }

    @Override
    public void connected() {
      told.add("connected");
    }

    @Override
    public void disconnected(RegistryException cause) {
      causes.add(cause);
      told.add("disconnected");
    }
  }

  @AfterEach
  void closeAll() {
    client.close();
    registry.close();
  }

  private EventSubscription follow(Reply... replies) {
    registry.on(EVENTS, replies);
    return client.events(EventSelection.all(), new Notes());
  }

  private void assertTold(String... expected) throws InterruptedException {
    for (String one : expected) {
      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(one);
    }
  }

  private static String event(String kind, int revision) {
    return "event: %s\nid: e-%d\ndata: {\"revision\":%d,\"event\":\"%s\",\"instance_id\":\"a\","
            .formatted(kind, revision, revision, kind)
        + "\"name\":\"web\",\"host\":\"web-01\"}\n\n";
  }

  /** Lets the pause before the next round pass, and tells how long it was. */
  private Duration passPause() throws InterruptedException {
    Duration pause =
        time.awaitPause(
            each -> !each.equals(LIMIT) && !each.equals(EventConnection.LONGEST_SILENCE));
    time.turn(pause);
    return pause;
  }

  private void awaitRequest() {
    await(() -> !registry.requests().isEmpty());
  }

  private static void await(BooleanSupplier isSo) {
    long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!isSo.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it never came to it").isLessThan(patience);
      Thread.onSpinWait();
    }
  }

  private static void assertAt(EventSubscription subscription, String position) {
    await(() -> subscription.position().equals(Optional.of(Position.parse(position))));
  }

  @Test
  void eventsAreToldInOrderWithTheirPositions() throws Exception {
    stream
        .send("retry: 1000\nid: e-6\n\n")
        .send(event("registered", 7) + event("stale", 8))
        .send(": keep-alive\nid: e-9\n\n");
    EventSubscription subscription = follow(stream);

    assertTold("e-6 heard", "connected", "e-7 REGISTERED a", "e-8 STALE a", "e-9 heard");
    assertThat(subscription.isConnected()).isTrue();
    assertAt(subscription, "e-9");
  }

  @Test
  void itAsksForWhatIsSelectedWithTheKey() throws Exception {
    registry.on(
        "GET /events?tool=a%26b&tool=c&host=web-01&label=env%3Aprod&brief=true",
        stream.send("id: e-7\n\n"));
    client.events(
        EventSelection.all()
            .tool(new ToolName("a&b"))
            .tool(new ToolName("c"))
            .host(new HostName("web-01"))
            .label("env", "prod")
            .brief()
            .since(new Position("e", 5)),
        new Notes());

    assertTold("e-7 heard", "connected");
    Request request = registry.requests().get(0);
    assertThat(request.header("Accept")).isEqualTo("text/event-stream");
    assertThat(request.header("X-API-Key")).isEqualTo("key-of-the-test");
    assertThat(request.header("Last-Event-ID")).isEqualTo("e-5");
    assertThat(request.header("Accept-Encoding")).isNull();
  }

  @Test
  void afterALostConnectionItGoesOnBehindTheLastEvent() throws Exception {
    ScriptedStream fragile = ScriptedStream.fragile();
    fragile.send("id: e-6\n\n" + event("stale", 7) + "event: live\nid: e-8\ndata: {").end();
    follow(fragile, stream);
    assertTold("e-6 heard", "connected", "e-7 STALE a", "disconnected");

    stream.send("id: e-7\n\n" + event("live", 8));
    assertThat(passPause()).isEqualTo(Duration.ofMillis(750));

    assertTold("e-7 heard", "connected", "e-8 LIVE a");
    assertThat(registry.requests().get(0).header("Last-Event-ID")).isNull();
    assertThat(registry.requests().get(1).header("Last-Event-ID")).isEqualTo("e-7");
    assertThat(causes).singleElement().isInstanceOf(RegistryUnreachable.class);
  }

  @Test
  void thatTheRegistryEndsAStreamIsNoNewsAsLongAsTheNextOneBegins() throws Exception {
    stream.send("retry: 2000\nid: e-6\n\n").end();
    EventSubscription subscription = follow(stream, stream, Reply.json(503, "{}"));
    assertTold("e-6 heard", "connected");

    assertThat(passPause()).isEqualTo(Duration.ofMillis(1500));
    stream.send("id: e-6\n\n" + event("stale", 7)).end();
    assertTold("e-6 heard", "e-7 STALE a");
    assertThat(subscription.isConnected()).isTrue();

    passPause();
    assertTold("disconnected");
    assertThat(subscription.isConnected()).isFalse();
  }

  @Test
  void aStreamThatEndsBeforeItSaysAnythingIsAFailure() throws Exception {
    stream.end().end();
    follow(stream);

    assertThat(passPause()).isEqualTo(Duration.ofMillis(750));
    assertThat(passPause()).isEqualTo(Duration.ofMillis(1500));
    assertTold("disconnected");
    assertThat(causes.get(0)).hasMessageContaining("read events", "the stream ended");
  }

  @Test
  void aRegistryThatIsAwayIsTriedForEverWithPausesUpToHalfAMinute() throws Exception {
    follow(Reply.json(503, "{\"detail\":\"Starting\"}"));

    for (long millis : new long[] {750, 1500, 3000, 6000, 12_000, 22_500, 22_500, 22_500}) {
      assertThat(passPause()).isEqualTo(Duration.ofMillis(millis));
    }
    assertTold("disconnected");
    assertThat(told).isEmpty();
    assertThat(causes).singleElement().asString().contains("read events", "Starting");
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
    assertTold("disconnected");
    passPause();

    assertTold("disconnected");
    assertThat(causes.get(1))
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
      ScriptedStream spare = ScriptedStream.fragile().send("id: e-6\n\n" + event("stale", 7));
      other.on(EVENTS, spare);
      both.events(EventSelection.all(), new Notes());
      assertTold("e-6 heard", "connected", "disconnected");
      passPause();

      assertTold("e-6 heard", "connected", "e-7 STALE a");
      assertThat(other.requests().get(0).header("Last-Event-ID")).isEqualTo("e-6");

      spare.end();
      assertTold("disconnected");
      spare.send("id: e-7\n\n");
      passPause();
      assertTold("e-7 heard", "connected");
      assertThat(registry.requests()).hasSize(2);
    }
  }

  @Test
  void aStreamOnWhichNothingCameForThreeKeepAlivesIsDead() throws Exception {
    stream.send("id: e-6\n\n");
    follow(stream);
    assertTold("e-6 heard", "connected");
    time.turn(Duration.ofSeconds(30));
    stream.send(": keep-alive\nid: e-7\n\n");
    assertTold("e-7 heard");
    time.turn(Duration.ofSeconds(44));
    assertThat(told).isEmpty();
    ScriptedStream fresh = new ScriptedStream().send("id: e-7\n\n");
    registry.on(EVENTS, fresh);

    time.turn(Duration.ofSeconds(1));

    assertTold("disconnected");
    assertThat(causes.get(0)).hasMessageContaining("no sign of life for 45 s");
    passPause();
    assertTold("e-7 heard", "connected");
  }

  @Test
  void anAddressThatDoesNotBeginInTimeIsGivenUp() throws Exception {
    follow(Reply.silence(), stream.send("id: e-6\n\n"));
    time.awaitPause(LIMIT::equals);
    awaitRequest();

    time.turn(LIMIT);

    assertTold("disconnected");
    assertThat(causes.get(0)).hasMessageContaining("no sign of life for 10 s");
    passPause();
    assertTold("e-6 heard", "connected");
  }

  @Test
  void itIsConnectedOnceWhatWasMissedHasBeenTold() throws Exception {
    ScriptedStream late = ScriptedStream.at("e-8");
    late.send("id: e-6\n\n" + event("stale", 7));
    follow(late);
    assertTold("e-6 heard", "e-7 STALE a");
    assertThat(told).isEmpty();

    late.send(event("live", 8));
    assertTold("e-8 LIVE a", "connected");
  }

  @Test
  void resetsAreToldWithTheirReason() throws Exception {
    stream
        .send("event: reset\nid: e-7\ndata: {\"reason\":\"too-old\"}\n\n")
        .send("event: reset\nid: f-1\ndata: {\"reason\":\"epoch\"}\n\n")
        .send("event: reset\nid: f-2\ndata: {\"reason\":\"slow\",\"more\":[1]}\n\n")
        .send("event: reset\nid: f-3\ndata: {\"reason\":\"full-moon\"}\n\n")
        .send("event: reset\nid: f-4\ndata: not even JSON\n\n");
    EventSubscription subscription = follow(stream);

    assertTold("e-7 reset TOO_OLD", "connected", "f-1 reset EPOCH", "f-2 reset SLOW");
    assertTold("f-3 reset UNKNOWN", "f-4 reset UNKNOWN");
    assertAt(subscription, "f-4");
  }

  @Test
  void whatOnlyANewerRegistryKnowsDoesNotBreakIt() throws Exception {
    stream
        .send("event: moved\nid: e-7\ndata: {\"revision\":7,\"event\":\"moved\",\"instance_id\":")
        .send("\"a\",\"name\":\"web\",\"host\":\"h\",\"to\":{\"host\":\"h2\"}}\n\n")
        .send("event: weather\nid: e-8\ndata: sunny\n\n")
        .send("priority: 7\nevent: live\nid: e-9\ndata: {\"revision\":9,\"event\":\"live\",")
        .send("\"instance_id\":\"a\",\"name\":\"web\",\"host\":\"h\",\"why\":[{}]}\n\n");
    follow(stream);

    assertTold("e-7 UNKNOWN a", "connected", "e-8 heard", "e-9 LIVE a");
  }

  @Test
  void anEventThatCannotBeReadIsToldAsMissed() throws Exception {
    stream.send("event: live\nid: e-7\ndata: {\"revision\":}\n\n" + event("live", 8));
    follow(stream);

    assertTold("e-7 reset UNREADABLE", "connected", "e-8 LIVE a");
  }

  @Test
  void whatIsNoStreamOfEventsIsSaidToBeNone() throws Exception {
    follow(
        Reply.json("[]"),
        stream.send("data: {}\n\n"),
        new ScriptedStream().send("id: 4711\ndata: {}\n\n"));

    assertTold("disconnected");
    assertThat(causes.get(0))
        .isInstanceOf(RegistryAnswerInvalid.class)
        .hasMessageContaining("answered with application/json where events were asked for");
    passPause();
    assertTold("disconnected");
    assertThat(causes.get(1)).isInstanceOf(RegistryAnswerInvalid.class);
    passPause();
    assertTold("disconnected");
    assertThat(causes.get(2)).hasMessageContaining("4711");
  }

  @Test
  void aListenerThatFailsChangesNothing() throws Exception {
    registry.on(EVENTS, stream.send("id: e-6\n\n" + event("stale", 7) + event("live", 8)));
    client.events(
        EventSelection.all(),
        new EventListener() {
          @Override
          public void changed(Position position, InstanceEvent event) {
            told.add(position.toString());
            throw new IllegalStateException("not interested");
          }

          @Override
          public void reset(Position position, ResetReason reason) {
            told.add("reset");
          }
        });

    assertTold("e-7", "e-8");
  }

  @Test
  void aListenerMayCloseIt() throws Exception {
    CompletableFuture<EventSubscription> itself = new CompletableFuture<>();
    registry.on(EVENTS, stream.send("id: e-6\n\n"));
    Notes notes =
        new Notes() {
          @Override
          public void changed(Position position, InstanceEvent event) {
            super.changed(position, event);
            itself.join().close();
          }
        };
    itself.complete(client.events(EventSelection.all(), notes));
    stream.send(event("stale", 7) + event("live", 8));

    assertTold("e-6 heard", "connected", "e-7 STALE a");
    assertThat(told.poll(200, TimeUnit.MILLISECONDS)).isNull();
    assertThat(itself.join().isConnected()).isFalse();
  }

  @Test
  void aSlowListenerIsNotTakenForADeadStream() throws Exception {
    CountDownLatch mayGoOn = new CountDownLatch(1);
    registry.on(EVENTS, stream.send("id: e-6\n\n"));
    client.events(
        EventSelection.all(),
        new Notes() {
          @Override
          public void changed(Position position, InstanceEvent event) {
            super.changed(position, event);
            try {
              mayGoOn.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        });
    assertTold("e-6 heard", "connected");
    stream.send(event("stale", 7));
    assertTold("e-7 STALE a");
    time.turn(Duration.ofSeconds(45));
    time.awaitPause(EventConnection.LONGEST_SILENCE::equals);
    mayGoOn.countDown();
    stream.send(event("live", 8));

    assertTold("e-8 LIVE a");
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void closingItOrItsClientEndsTheStream() throws Exception {
    stream.send("id: e-6\n\n");
    EventSubscription subscription = follow(stream);
    assertTold("e-6 heard", "connected");

    subscription.close();
    client.close();
    subscription.close();

    stream.send(event("stale", 7));
    assertThat(told.poll(200, TimeUnit.MILLISECONDS)).isNull();
    assertThat(subscription.isConnected()).isFalse();
  }
}
