package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.ToolName;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A directory and registries that behave in ways in which a real one seldom does. */
class ToolDirectoryTest {

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

  @Test
  void aRegistryWithoutEventsIsReadAgainAndAgain() throws Exception {
    registry.on(
        ScriptedLists.ALL,
        ScriptedLists.oldList(ScriptedLists.instance("a", "deploy")),
        ScriptedLists.oldList(ScriptedLists.instance("a", "deploy", "backup")),
        Reply.json(503, "{}"),
        ScriptedLists.oldList(ScriptedLists.instance("a", "backup")));
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
    assertThat(registry.targets()).containsOnly(ScriptedLists.ALL);
  }

  @Test
  void whereEventsDoNotGetThroughTheyAreTriedAgainAfterAMinute() throws Exception {
    registry.on(
        ScriptedLists.ALL, ScriptedLists.page("e-7", ScriptedLists.instance("a", "deploy")));
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
        .on(
            ScriptedLists.ALL,
            ScriptedLists.pageBefore(
                "?limit=200&cursor=x", "e-7", ScriptedLists.instance("a", "deploy")))
        .on(
            "GET /instances?limit=200&cursor=x",
            ScriptedLists.page("e-9", ScriptedLists.instance("b", "deploy", "backup")))
        .on(
            EVENTS,
            stream
                .send("id: e-7\n\n")
                .send(ScriptedLists.tools("e-8", "b", "old"))
                .send(ScriptedLists.tools("e-10", "a", "new")));
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
            ScriptedLists.ALL,
            ScriptedLists.pageBefore(
                "?limit=200&cursor=x", "e-7", ScriptedLists.instance("a", "deploy")),
            ScriptedLists.page("f-1", ScriptedLists.instance("a", "deploy")))
        .on(
            "GET /instances?limit=200&cursor=x",
            ScriptedLists.page("f-1", ScriptedLists.instance("b", "backup")))
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
          .on(
              ScriptedLists.ALL,
              ScriptedLists.page(
                  "e-7",
                  ScriptedLists.instance("a", "deploy"),
                  ScriptedLists.instance("b", "deploy")))
          .on(
              "GET /instances?active=false&limit=50",
              ScriptedLists.page(
                  "e-7",
                  ScriptedLists.instance("a", "deploy"),
                  ScriptedLists.instance("b", "deploy")))
          .on(
              "GET /instances?active=false&limit=12",
              ScriptedLists.pageBefore(
                  "?limit=12&cursor=x", "e-7", ScriptedLists.instance("a", "deploy")))
          .on(
              "GET /instances?limit=12&cursor=x",
              ScriptedLists.page("e-7", ScriptedLists.instance("b", "deploy")))
          .on(EVENTS, stream.send("id: e-7\n\n"));
      ToolDirectory directory = narrow.directory().listener(diary).start();
      diary.awaitEntry("LIVE");

      assertThat(directory.hostsOf(DEPLOY)).hasSize(2);
    }
  }

  @Test
  void aRegistryThatIsAwayAtTheStartIsFoundLater() throws Exception {
    registry
        .on(
            ScriptedLists.ALL,
            Reply.json(403, "{}"),
            Reply.json(503, "{}", "Retry-After", "4"),
            ScriptedLists.page("e-7"))
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
        ScriptedLists.instance("a", "deploy")
            .replace("\"active\":true", "\"active\":true,\"state\":\"hibernating\",\"mood\":{}");
    registry
        .on(ScriptedLists.ALL, ScriptedLists.page("e-7", evolved))
        .on(
            EVENTS,
            stream
                .send("id: e-7\n\n")
                .send(
                    ScriptedLists.event(
                        "hibernated", "e-8", "a", evolved.replace("deploy", "backup")))
                .send("event: weather\nid: e-9\ndata: sunny\n\n")
                .send(ScriptedLists.tools("e-10", "b", "restore")));
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
        .on(ScriptedLists.ALL, ScriptedLists.page("e-7", ScriptedLists.instance("a", "deploy")))
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
    assertThat(registry.targets()).filteredOn(ScriptedLists.ALL::equals).hasSize(3);
  }

  @Test
  void anEmptyAnswerIsBelievedAtOnceIfSoWished() throws Exception {
    registry.on(
        ScriptedLists.ALL,
        ScriptedLists.oldList(ScriptedLists.instance("a", "deploy")),
        ScriptedLists.oldList());
    client.directory().listener(diary).emptyGrace(Duration.ZERO).start();
    diary.awaitEntry("POLLING");

    time.turn(time.awaitPause(Duration.ofSeconds(15)::equals));

    diary.assertNext("removed deploy");
  }

  @Test
  void anOldRegistryThatLostItsDataIsNotBelievedEither() throws Exception {
    registry.on(
        ScriptedLists.ALL,
        ScriptedLists.oldList(
            ScriptedLists.instance("a", "deploy"), ScriptedLists.instance("b", "deploy")),
        ScriptedLists.oldList(),
        ScriptedLists.oldList(ScriptedLists.instance("b", "deploy")),
        ScriptedLists.oldList(
            ScriptedLists.instance("b", "deploy"),
            ScriptedLists.instance("a", "deploy", "backup")));
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
  void whatCannotBeChosenIsSaid() {
    ToolDirectoryBuilder builder = client.directory();

    assertThatThrownBy(() -> builder.pollInterval(Duration.ofMillis(999)))
        .hasMessageContaining("poll interval is less than 1 s");
    assertThatThrownBy(() -> builder.emptyGrace(Duration.ofSeconds(-1)))
        .hasMessageContaining("negative");
  }
}
