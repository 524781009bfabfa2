package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.Position;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import dev.runspec.registry.client.ScriptedRegistry.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a subscription tells. */
class EventSubscriptionTest {

  private static final String EVENTS = "GET /events";

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
        .send(ScriptedStream.event("registered", 7) + ScriptedStream.event("stale", 8))
        .send(": keep-alive\nid: e-9\n\n");
    EventSubscription subscription = follow(stream);

    diary.assertNext("e-6 heard", "connected", "e-7 REGISTERED a", "e-8 STALE a", "e-9 heard");
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
        diary);

    diary.assertNext("e-7 heard", "connected");
    Request request = registry.requests().get(0);
    assertThat(request.header("Accept")).isEqualTo("text/event-stream");
    assertThat(request.header("X-API-Key")).isEqualTo("key-of-the-test");
    assertThat(request.header("Last-Event-ID")).isEqualTo("e-5");
    assertThat(request.header("Accept-Encoding")).isNull();
  }

  @Test
  void itIsConnectedOnceWhatWasMissedHasBeenTold() throws Exception {
    ScriptedStream late = ScriptedStream.at("e-8");
    late.send("id: e-6\n\n" + ScriptedStream.event("stale", 7));
    follow(late);
    diary.assertNext("e-6 heard", "e-7 STALE a");
    diary.assertNothing();

    late.send(ScriptedStream.event("live", 8));
    diary.assertNext("e-8 LIVE a", "connected");
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

    diary.assertNext("e-7 reset TOO_OLD", "connected", "f-1 reset EPOCH", "f-2 reset SLOW");
    diary.assertNext("f-3 reset UNKNOWN", "f-4 reset UNKNOWN");
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

    diary.assertNext("e-7 UNKNOWN a", "connected", "e-8 heard", "e-9 LIVE a");
  }

  @Test
  void anEventThatCannotBeReadIsToldAsMissed() throws Exception {
    stream.send(
        "event: live\nid: e-7\ndata: {\"revision\":}\n\n" + ScriptedStream.event("live", 8));
    follow(stream);

    diary.assertNext("e-7 reset UNREADABLE", "connected", "e-8 LIVE a");
  }

  @Test
  void aListenerThatFailsChangesNothing() throws Exception {
    EventDiary failing =
        new EventDiary() {
          @Override
          public void changed(Position position, InstanceEvent event) {
            super.changed(position, event);
            throw new IllegalStateException("not interested");
          }
        };
    registry.on(
        EVENTS,
        stream.send(
            "id: e-6\n\n" + ScriptedStream.event("stale", 7) + ScriptedStream.event("live", 8)));
    client.events(EventSelection.all(), failing);

    failing.assertNext("e-6 heard", "connected", "e-7 STALE a", "e-8 LIVE a");
  }

  @Test
  void aListenerMayCloseIt() throws Exception {
    CompletableFuture<EventSubscription> itself = new CompletableFuture<>();
    EventDiary closing =
        new EventDiary() {
          @Override
          public void changed(Position position, InstanceEvent event) {
            super.changed(position, event);
            itself.join().close();
          }
        };
    registry.on(EVENTS, stream.send("id: e-6\n\n"));
    itself.complete(client.events(EventSelection.all(), closing));
    stream.send(ScriptedStream.event("stale", 7) + ScriptedStream.event("live", 8));

    closing.assertNext("e-6 heard", "connected", "e-7 STALE a");
    closing.assertNothingMore();
    assertThat(itself.join().isConnected()).isFalse();
  }

  @Test
  void aListenerMayCloseTheWholeClient() throws Exception {
    EventDiary closing =
        new EventDiary() {
          @Override
          public void changed(Position position, InstanceEvent event) {
            super.changed(position, event);
            client.close();
            super.heard(position);
          }
        };
    registry.on(EVENTS, stream.send("id: e-6\n\n" + ScriptedStream.event("stale", 7)));
    client.events(EventSelection.all(), closing);

    closing.assertNext("e-6 heard", "connected", "e-7 STALE a", "e-7 heard");
    closing.assertNothingMore();
  }

  @Test
  void closingItOrItsClientEndsTheStream() throws Exception {
    stream.send("id: e-6\n\n");
    EventSubscription subscription = follow(stream);
    diary.assertNext("e-6 heard", "connected");

    subscription.close();
    client.close();
    subscription.close();

    stream.send(ScriptedStream.event("stale", 7));
    diary.assertNothingMore();
    assertThat(subscription.isConnected()).isFalse();
  }
}
