package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A directory and registries that behave in ways in which a real one seldom does. */
class ToolDirectoryTest {

  private static final String LIST = "GET /instances?active=false&limit=200";
  private static final String EVENTS = "GET /events";
  private static final ToolName DEPLOY = new ToolName("deploy");

  private final HandCrank time = new HandCrank();
  private final DirectoryDiary diary = new DirectoryDiary();
  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final ScriptedStream stream = new ScriptedStream();
  private final RegistryClient client =
      RegistryClient.builder(registry.uri()).clock(time).pacer(time).random(() -> 1L << 63).build();

  @AfterEach
  void closeAll() {
    client.close();
    registry.close();
  }

  private ToolDirectory start() {
    return client.directory().listener(diary).start();
  }

  /** An instance as its registry tells of it, with these tools. */
  private static String instance(String id, String... tools) {
    return "{\"instance_id\":\"%s\",\"name\":\"web\",\"version\":\"1\",\"host\":\"on-%s\","
            .formatted(id, id)
        + "\"active\":true,\"last_seen\":1767225600.5,\"tools\":["
        + String.join(
            ",", List.of(tools).stream().map(tool -> "{\"name\":\"" + tool + "\"}").toList())
        + "]}";
  }

  private static Reply page(String position, String... instances) {
    return Reply.json(
        200, "[" + String.join(",", instances) + "]", "X-Registry-Position", position);
  }

  private static Reply pageBefore(String next, String position, String instance) {
    return Reply.json(
        200,
        "[" + instance + "]",
        "X-Registry-Position",
        position,
        "Link",
        "<" + next + ">; rel=\"next\"");
  }

  private static Reply oldList(String... instances) {
    return Reply.json("[" + String.join(",", instances) + "]");
  }

  private static String event(String kind, String position, String id, String instance) {
    return "event: %s\nid: %s\ndata: {\"revision\":1,\"event\":\"%s\",\"instance_id\":\"%s\","
            .formatted(kind, position, kind, id)
        + "\"name\":\"web\",\"host\":\"on-a\",\"instance\":"
        + instance
        + "}\n\n";
  }

  private static String tools(String position, String id, String... tools) {
    return event("tools", position, id, instance(id, tools));
  }

  @Test
  void aRegistryWithoutEventsIsReadAgainAndAgain() throws Exception {
    registry.on(
        LIST,
        oldList(instance("a", "deploy")),
        oldList(instance("a", "deploy", "backup")),
        Reply.json(503, "{}"),
        oldList(instance("a", "backup")));
    ToolDirectory directory = start();
    diary.assertNext("CONNECTING", "added deploy [on-a]", "POLLING");
    assertThat(directory.state().isConnected()).isTrue();

    time.turn(time.awaitPause(Duration.ofSeconds(15)::equals));
    diary.assertNext("added backup [on-a]");
    assertThat(directory.age()).contains(Duration.ZERO);
    time.turn(time.awaitPause(Duration.ofSeconds(15)::equals));
    diary.assertNext("RECONNECTING");
    assertThat(directory.tools()).hasSize(2);
    assertThat(directory.age()).contains(Duration.ofSeconds(15));
    time.turn(time.awaitPause(Duration.ofMillis(750)::equals));
    diary.assertNext("removed deploy", "POLLING");
    assertThat(registry.targets()).containsOnly(LIST);
  }

  @Test
  void whereEventsDoNotGetThroughTheyAreTriedAgainAfterAMinute() throws Exception {
    registry.on(LIST, page("e-7", instance("a", "deploy")));
    start();
    diary.awaitEntry("POLLING");
    for (int round = 0; round < 3; round++) {
      time.turn(time.awaitPause(Duration.ofSeconds(15)::equals));
    }
    time.awaitPause(Duration.ofSeconds(15)::equals);
    assertThat(registry.targets()).containsOnlyOnce(EVENTS).hasSize(5);

    registry.on(EVENTS, stream.send("id: e-7\n\n"));
    time.turn(Duration.ofSeconds(15));
    diary.assertNext("LIVE");
  }

  @Test
  void itIsReadInPagesAndFollowedFromTheFirst() throws Exception {
    registry
        .on(LIST, pageBefore("?limit=200&cursor=x", "e-7", instance("a", "deploy")))
        .on("GET /instances?limit=200&cursor=x", page("e-9", instance("b", "deploy", "backup")))
        .on(
            EVENTS,
            stream
                .send("id: e-7\n\n")
                .send(tools("e-8", "b", "old"))
                .send(tools("e-10", "a", "new")));
    ToolDirectory directory = start();

    diary.assertNext("CONNECTING", "added backup [on-b]", "added deploy [on-a, on-b]", "LIVE");
    diary.assertNext("changed deploy [on-a, on-b] [on-b]", "added new [on-a]");
    assertThat(directory.hostsOf(new ToolName("old"))).isEmpty();
    assertThat(registry.requests().get(2).header("Last-Event-ID")).isEqualTo("e-7");
  }

  @Test
  void aListThatBeginsToCountAfreshInTheMiddleIsReadFromTheStart() throws Exception {
    registry
        .on(
            LIST,
            pageBefore("?limit=200&cursor=x", "e-7", instance("a", "deploy")),
            page("f-1", instance("a", "deploy")))
        .on("GET /instances?limit=200&cursor=x", page("f-1", instance("b", "backup")))
        .on(EVENTS, stream.send("id: f-1\n\n"));
    start();

    diary.assertNext("CONNECTING", "CONNECTING");
    assertThat(diary.causes().get(0)).hasMessageContaining("count afresh");
    diary.awaitEntry("added deploy [on-a]", time);
    diary.assertNext("LIVE");
  }

  @Test
  void pagesThatAreTooLargeAreAskedForInSmallerOnes() throws Exception {
    try (RegistryClient narrow =
        RegistryClient.builder(registry.uri()).clock(time).pacer(time).largestAnswer(250).build()) {
      registry
          .on(LIST, page("e-7", instance("a", "deploy"), instance("b", "deploy")))
          .on(
              "GET /instances?active=false&limit=50",
              page("e-7", instance("a", "deploy"), instance("b", "deploy")))
          .on(
              "GET /instances?active=false&limit=12",
              pageBefore("?limit=12&cursor=x", "e-7", instance("a", "deploy")))
          .on("GET /instances?limit=12&cursor=x", page("e-7", instance("b", "deploy")))
          .on(EVENTS, stream.send("id: e-7\n\n"));
      ToolDirectory directory = narrow.directory().listener(diary).start();
      diary.awaitEntry("LIVE");

      assertThat(directory.hostsOf(DEPLOY)).hasSize(2);
    }
  }

  @Test
  void aRegistryThatIsAwayAtTheStartIsFoundLater() throws Exception {
    registry
        .on(LIST, Reply.json(403, "{}"), Reply.json(503, "{}", "Retry-After", "4"), page("e-7"))
        .on(EVENTS, stream.send("id: e-7\n\n"));
    ToolDirectory directory = start();
    diary.assertNext("CONNECTING", "CONNECTING");
    assertThat(diary.causes().get(0)).isInstanceOf(RegistryRefused.class);
    assertThat(directory.awaitLoaded(Duration.ofMillis(1))).isFalse();
    assertThat(directory.asOf()).isEmpty();
    assertThat(directory.age()).isEmpty();
    assertThat(directory.tools()).isEmpty();

    time.turn(time.awaitPause(Duration.ofMillis(750)::equals));
    diary.assertNext("CONNECTING");
    time.turn(time.awaitPause(Duration.ofSeconds(4)::equals));
    diary.assertNext("LIVE");
    assertThat(directory.awaitLoaded(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void whatOnlyANewerRegistryKnowsDoesNotBreakIt() throws Exception {
    String evolved =
        instance("a", "deploy")
            .replace("\"active\":true", "\"active\":true,\"state\":\"hibernating\",\"mood\":{}");
    registry
        .on(LIST, page("e-7", evolved))
        .on(
            EVENTS,
            stream
                .send("id: e-7\n\n")
                .send(event("hibernated", "e-8", "a", evolved.replace("deploy", "backup")))
                .send("event: weather\nid: e-9\ndata: sunny\n\n")
                .send(tools("e-10", "b", "restore")));
    ToolDirectory directory = start();

    diary.assertNext("CONNECTING", "added deploy [on-a]", "LIVE");
    diary.awaitEntry("added restore [on-b]");
    assertThat(directory.hostsOf(DEPLOY)).isEmpty();
    assertThat(directory.hostsOf(new ToolName("backup"))).hasSize(1);
  }

  @Test
  void whatIsNotToldInFullIsReadAfreshButNotWithoutAPause() throws Exception {
    String untold = "event: moved\nid: e-8\ndata: {\"revision\":8,\"event\":\"moved\",";
    untold += "\"instance_id\":\"a\",\"name\":\"web\",\"host\":\"h\"}\n\n";
    registry
        .on(LIST, page("e-7", instance("a", "deploy")))
        .on(
            EVENTS,
            new ScriptedStream().send("id: e-7\n\n" + untold),
            new ScriptedStream().send("id: e-7\n\n" + untold),
            stream.send("id: e-7\n\n"));
    start();

    diary.awaitEntry("REREADING");
    time.turn(time.awaitPause(Duration.ofMillis(750)::equals));
    time.turn(time.awaitPause(Duration.ofMillis(1500)::equals));
    while (registry.targets().stream().filter(EVENTS::equals).count() < 3) {
      Thread.onSpinWait();
    }
    assertThat(registry.targets()).filteredOn(LIST::equals).hasSize(3);
  }

  @Test
  void anEmptyAnswerIsBelievedAtOnceIfSoWished() throws Exception {
    registry.on(LIST, oldList(instance("a", "deploy")), oldList());
    client.directory().listener(diary).emptyGrace(Duration.ZERO).start();
    diary.awaitEntry("POLLING");

    time.turn(time.awaitPause(Duration.ofSeconds(15)::equals));

    diary.assertNext("removed deploy");
  }

  @Test
  void anOldRegistryThatLostItsDataIsNotBelievedEither() throws Exception {
    registry.on(
        LIST,
        oldList(instance("a", "deploy"), instance("b", "deploy")),
        oldList(),
        oldList(instance("b", "deploy")),
        oldList(instance("b", "deploy"), instance("a", "deploy", "backup")));
    ToolDirectory directory = start();
    diary.awaitEntry("POLLING");

    time.turn(time.awaitPause(Duration.ofSeconds(15)::equals));
    diary.assertNext("EMPTIED");
    time.turn(time.awaitPause(Duration.ofSeconds(15)::equals));
    time.awaitPause(Duration.ofSeconds(15)::equals);
    assertThat(directory.hostsOf(DEPLOY)).hasSize(2);
    time.turn(Duration.ofSeconds(15));
    diary.assertNext("added backup [on-a]", "POLLING");
  }

  @Test
  void aListenerThatFailsChangesNothing() throws Exception {
    registry.on(LIST, page("e-7", instance("a", "deploy"))).on(EVENTS, stream.send("id: e-7\n\n"));
    ToolDirectory directory =
        client
            .directory()
            .listener(
                new DirectoryDiary() {
                  @Override
                  public void added(ToolGroup tool) {
                    throw new IllegalStateException("not interested");
                  }

                  @Override
                  public void became(DirectoryState state, Optional<RegistryException> cause) {
                    diary.became(state, cause);
                    throw new IllegalStateException("not interested either");
                  }
                })
            .start();

    diary.assertNext("CONNECTING", "LIVE");
    assertThat(directory.tools()).hasSize(1);
  }

  @Test
  void whatHappensWhileTheListenerIsBusyIsKnownAtOnceAndToldAsOne() throws Exception {
    CountDownLatch isTold = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    registry.on(LIST, page("e-7", instance("a", "deploy"))).on(EVENTS, stream.send("id: e-7\n\n"));
    ToolDirectory directory =
        client
            .directory()
            .listener(
                new DirectoryDiary() {
                  @Override
                  public void became(DirectoryState state, Optional<RegistryException> cause) {
                    if (state == DirectoryState.LIVE) {
                      isTold.countDown();
                      await(mayGoOn);
                    }
                  }

                  @Override
                  public void changed(ToolGroup before, ToolGroup after) {
                    diary.changed(before, after);
                  }

                  @Override
                  public void added(ToolGroup tool) {
                    diary.added(tool);
                  }
                })
            .start();
    await(isTold);
    for (int revision = 8; revision < 100; revision++) {
      stream.send(tools("e-" + revision, "b" + revision, "deploy"));
    }

    while (directory.hostsOf(DEPLOY).size() < 93) {
      Thread.onSpinWait();
    }
    mayGoOn.countDown();
    diary.assertNext("added deploy [on-a]");
    diary.awaitEntry(
        "changed deploy [on-a] " + directory.hostsOf(DEPLOY).stream().map(ToolHost::host).toList());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aListenerMayCloseIt() throws Exception {
    CompletableFuture<ToolDirectory> itself = new CompletableFuture<>();
    registry.on(LIST, page("e-7", instance("a", "deploy"))).on(EVENTS, stream.send("id: e-7\n\n"));
    itself.complete(
        client
            .directory()
            .listener(
                new DirectoryDiary() {
                  @Override
                  public void became(DirectoryState state, Optional<RegistryException> cause) {
                    diary.became(state, cause);
                    if (state == DirectoryState.LIVE) {
                      itself.join().close();
                    }
                  }
                })
            .start());

    diary.assertNext("CONNECTING", "LIVE", "CLOSED");
  }

  @Test
  void closingItOrItsClientEndsItAndWhatItKnowsIsStillThere() throws Exception {
    registry
        .on(LIST, page("e-7", instance("a", "deploy")))
        .on(EVENTS, stream.send("id: e-7\n\n"), new ScriptedStream().send("id: e-7\n\n"));
    ToolDirectory directory = start();
    ToolDirectory other = client.directory().start();
    diary.awaitEntry("LIVE");

    directory.close();
    diary.assertNext("CLOSED");
    client.close();

    assertThat(other.state()).isEqualTo(DirectoryState.CLOSED);
    assertThat(directory.tools()).hasSize(1);
    directory.close();
    assertThatThrownBy(() -> client.directory().start()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingIsBoundedThoughTheRegistryIsSilent() throws Exception {
    registry.on(LIST, Reply.silence());
    ToolDirectory directory = start();
    while (registry.requests().isEmpty()) {
      Thread.onSpinWait();
    }

    long begin = System.nanoTime();
    directory.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    diary.assertNext("CONNECTING", "CLOSED");
    assertThat(directory.awaitLoaded(Duration.ofSeconds(1))).isFalse();
  }

  @Test
  void itsOneThreadKeepsNoProgramFromEnding() throws Exception {
    registry.on(LIST, page("e-7", instance("a", "deploy"))).on(EVENTS, stream.send("id: e-7\n\n"));
    start();
    diary.awaitEntry("LIVE");

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("registry-directory"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }

  @Test
  void whatCannotBeChosenIsSaid() {
    ToolDirectoryBuilder builder = client.directory();

    assertThatThrownBy(() -> builder.pollInterval(Duration.ofMillis(999)))
        .hasMessageContaining("poll interval is less than 1 s");
    assertThatThrownBy(() -> builder.emptyGrace(Duration.ofSeconds(-1)))
        .hasMessageContaining("negative");
  }
}
