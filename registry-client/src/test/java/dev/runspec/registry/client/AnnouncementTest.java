package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.ToolsHash;
import dev.runspec.registry.ToolsSignature;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import dev.runspec.registry.client.ScriptedRegistry.Request;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnnouncementTest {

  private static final String REGISTER = "POST /instances";
  private static final String BEAT = "POST /instances/web-01-1/heartbeat";
  private static final String PUBLISH = "POST /instances/web-01-1/tools";
  private static final String LEAVE = "DELETE /instances/web-01-1";

  private final HandCrank time = new HandCrank();
  private final List<AnnouncementState> states = new CopyOnWriteArrayList<>();
  private final List<RegistryException> causes = new CopyOnWriteArrayList<>();
  private ScriptedRegistry registry = ScriptedRegistry.start();
  private final RegistryClient client = client(() -> 1L << 63);

  private RegistryClient client(RandomGenerator random) {
    return RegistryClient.builder(registry.uri()).clock(time).pacer(time).random(random).build();
  }

  private Announcement announce(Registration agent) {
    registry
        .on(REGISTER, Reply.json(201, Samples.OK))
        .on(BEAT, Reply.json(Samples.ACK))
        .on(PUBLISH, Reply.json(Samples.OK))
        .on(LEAVE, Reply.json(Samples.OK));
    return client.announce(agent, this::changed);
  }

  private void changed(AnnouncementState state, Optional<RegistryException> cause) {
    states.add(state);
    cause.ifPresent(causes::add);
  }

  @AfterEach
  void closeAll() {
    client.close();
    registry.close();
  }

  @Test
  void itRegistersWithToolsBeatsAtFourFifthsAndLeaves() throws Exception {
    Announcement announcement = announce(Samples.agent(Samples.DEPLOY));

    assertThat(time.passPause()).isEqualTo(Duration.ofSeconds(24));
    assertThat(time.awaitPause()).isEqualTo(Duration.ofSeconds(24));
    announcement.close();

    assertThat(registry.targets()).containsExactly(REGISTER, BEAT, LEAVE);
    assertThat(states)
        .containsExactly(
            AnnouncementState.CONNECTING, AnnouncementState.LIVE, AnnouncementState.CLOSED);
    assertThat(body(0)).contains("\"tools\":[" + Samples.DEPLOY.document() + "]");
  }

  @Test
  void everyBeatSaysWhoItIsAndTheFingerprintOfItsTools() throws Exception {
    Announcement announcement = announce(Samples.agent(Samples.DEPLOY));
    time.passPause();
    time.awaitPause();

    String hash = ToolsHash.of(List.of(Samples.DEPLOY));
    assertThat(announcement.registration().toolsHash()).isEqualTo(hash).hasSize(64);
    assertThat(body(0)).contains("\"tools_hash\":\"" + hash + "\"");
    assertThat(body(1))
        .contains("\"name\":\"web\"", "\"host\":\"web-01\"", "\"tools_hash\":\"" + hash + "\"")
        .doesNotContain("\"tools\":");
  }

  @Test
  void theServerNamesTheTimeOfTheNextBeat() throws Exception {
    registry.on(REGISTER, Reply.json(201, "{\"revision\":1,\"next_heartbeat\":100}"));
    client.announce(Samples.agent());

    assertThat(time.awaitPause()).isEqualTo(Duration.ofSeconds(80));
  }

  @Test
  void anOldServerLeavesItToTheAgentsIntervalAndGetsItsToolsAtOnce() throws Exception {
    registry
        .on(REGISTER, Reply.json(201, "{\"status\":\"ok\"}"))
        .on(PUBLISH, Reply.json("{\"status\":\"ok\"}"));
    client.announce(
        Registration.builder("web-01-1", "web", "1", "web-01")
            .heartbeatInterval(Duration.ofSeconds(10))
            .tools(List.of(Samples.STATUS))
            .build());

    assertThat(time.awaitPause()).isEqualTo(Duration.ofSeconds(8));
    assertThat(registry.targets()).containsExactly(REGISTER, PUBLISH);
  }

  @Test
  void beatsAreSpreadByATenth() {
    assertThat(Backoff.spread(Duration.ofSeconds(30), 0.72, 0.88, () -> 0L))
        .isEqualTo(Duration.ofMillis(21_600));
    assertThat(Backoff.spread(Duration.ofSeconds(30), 0.72, 0.88, () -> -1L))
        .isEqualTo(Duration.ofMillis(26_400));
  }

  @Test
  void aSillyNextHeartbeatDoesNotMakeItSpin() throws Exception {
    registry.on(REGISTER, Reply.json(201, "{\"revision\":1,\"next_heartbeat\":0}"));
    client.announce(Samples.agent());

    assertThat(time.awaitPause()).isEqualTo(Duration.ofMillis(800));
  }

  @Test
  void refreshIsAnsweredWithTheTools() throws Exception {
    announce(Samples.agent(Samples.DEPLOY));
    registry.on(BEAT, Reply.json(Samples.REFRESH), Reply.json(Samples.ACK));
    time.passPause();
    time.awaitPause();

    assertThat(registry.targets()).containsExactly(REGISTER, BEAT, PUBLISH);
    assertThat(body(2)).contains("\"tools\":[" + Samples.DEPLOY.document() + "]");
  }

  @Test
  void anOldServerThatForgotTheAgentIsToldAgain() throws Exception {
    announce(Samples.agent(Samples.DEPLOY));
    time.awaitPause();
    registry
        .on(REGISTER, Reply.json(201, "{\"status\":\"ok\"}"))
        .on(BEAT, Reply.json("{\"status\":\"refresh\"}"))
        .on(
            PUBLISH,
            Reply.json(404, "{\"detail\":\"Instance not found\"}"),
            Reply.json("{\"status\":\"ok\"}"));
    time.turn(Duration.ofSeconds(24));
    time.awaitPause();

    assertThat(registry.targets()).containsExactly(REGISTER, BEAT, PUBLISH, REGISTER, PUBLISH);
    assertThat(states).doesNotContain(AnnouncementState.RETRYING);
  }

  @Test
  void aLostRegistryIsTriedForEverWithPausesUpToTheInterval() throws Exception {
    announce(Samples.agent(Samples.DEPLOY));
    time.awaitPause();
    int port = registry.port();
    registry.close();
    time.turn(Duration.ofSeconds(24));

    // Chance stands in the middle: three quarters of 1, 2, 4, 8, 16 and 30 seconds.
    for (long millis : new long[] {750, 1500, 3000, 6000, 12_000, 22_500, 22_500, 22_500}) {
      assertThat(time.passPause()).isEqualTo(Duration.ofMillis(millis));
    }
    time.awaitPause();
    registry = ScriptedRegistry.startOn(port);
    registry.on(BEAT, Reply.json(Samples.ACK)).on(LEAVE, Reply.json(Samples.OK));
    time.turn(Duration.ofSeconds(30));

    assertThat(time.awaitPause()).isEqualTo(Duration.ofSeconds(24));
    assertThat(states)
        .startsWith(
            AnnouncementState.CONNECTING, AnnouncementState.LIVE, AnnouncementState.RETRYING)
        .endsWith(AnnouncementState.LIVE);
    assertThat(causes).first().isInstanceOf(RegistryUnreachable.class);
  }

  @Test
  void aRegistryThatIsAwayAtTheStartIsFoundLater() throws Exception {
    registry.on(REGISTER, Reply.json(503, "{}"), Reply.json(201, Samples.OK));
    Announcement announcement = client.announce(Samples.agent(), this::changed);

    time.passPause();

    assertThat(announcement.awaitLive(Duration.ofSeconds(30))).isTrue();
    time.awaitPause();
    assertThat(states)
        .containsExactly(
            AnnouncementState.CONNECTING, AnnouncementState.RETRYING, AnnouncementState.LIVE);
  }

  @Test
  void theSameFailureIsToldOnce() throws Exception {
    registry.on(REGISTER, Reply.json(403, "{\"detail\":\"Invalid or missing API key\"}"));
    client.announce(Samples.agent(), this::changed);
    time.passPause();
    time.passPause();
    time.awaitPause();

    assertThat(states).containsExactly(AnnouncementState.CONNECTING, AnnouncementState.RETRYING);
    assertThat(causes).singleElement().isInstanceOf(RegistryRefused.class);
  }

  @Test
  void aLimitedAgentWaitsAsLongAsItIsToldButNeverBeyondItsInterval() throws Exception {
    registry.on(
        REGISTER,
        Reply.json(429, "{}", "Retry-After", "17"),
        Reply.json(429, "{}", "Retry-After", "86400"));
    client.announce(Samples.agent());

    assertThat(time.passPause()).isEqualTo(Duration.ofSeconds(17));
    assertThat(time.passPause()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void otherToolsArePublishedAtOnce() throws Exception {
    Announcement announcement = announce(Samples.agent(Samples.DEPLOY));
    time.awaitPause();

    announcement.update(List.of(Samples.STATUS));
    time.awaitPause();

    String hash = ToolsHash.of(List.of(Samples.STATUS));
    assertThat(registry.targets()).containsExactly(REGISTER, PUBLISH, BEAT);
    assertThat(body(1)).contains(Samples.STATUS.document().text(), hash);
    assertThat(body(2)).contains(hash);
  }

  @Test
  void toolsAreSignedBeforeTheyAreToldAndEveryDayAgain() throws Exception {
    registry
        .on(REGISTER, Reply.json(201, Samples.OK))
        .on(BEAT, Reply.json(Samples.ACK))
        .on(PUBLISH, Reply.json(Samples.OK));
    List<Registration> asked = new CopyOnWriteArrayList<>();
    Announcement announcement =
        client.announce(
            Samples.agent(Samples.DEPLOY),
            this::changed,
            agent -> {
              asked.add(agent);
              return signature("made " + asked.size());
            });
    time.passPause();
    time.awaitPause();
    assertThat(registry.targets()).containsExactly(REGISTER, BEAT);
    assertThat(body(0)).contains("\"signature\":\"made 1\"");
    assertThat(body(1)).doesNotContain("made");

    time.turn(Duration.ofDays(1));
    time.awaitPause();
    assertThat(registry.targets()).containsExactly(REGISTER, BEAT, PUBLISH, BEAT);
    assertThat(body(2)).contains("\"signature\":\"made 2\"", Samples.DEPLOY.document().text());

    announcement.update(List.of(Samples.STATUS));
    time.awaitPause();
    assertThat(body(4)).contains("\"signature\":\"made 3\"", Samples.STATUS.document().text());
    assertThat(asked.get(2).tools()).containsExactly(Samples.STATUS);
  }

  @Test
  void aSignerThatFailsLeavesWhatWasSigned() throws Exception {
    registry.on(REGISTER, Reply.json(201, Samples.OK)).on(BEAT, Reply.json(Samples.ACK));
    List<Registration> asked = new CopyOnWriteArrayList<>();
    client.announce(
        Samples.agent(Samples.DEPLOY).signed(signature("before")),
        this::changed,
        agent -> {
          asked.add(agent);
          throw new IllegalStateException("no key");
        });
    time.awaitPause();
    assertThat(asked).isEmpty();
    assertThat(body(0)).contains("\"signature\":\"before\"");

    time.turn(Duration.ofDays(1));
    time.awaitPause();
    time.turn(Duration.ofSeconds(24));
    time.awaitPause();
    assertThat(asked).hasSize(1);
    time.turn(Duration.ofMinutes(10));
    time.awaitPause();
    assertThat(asked).hasSize(2);
    assertThat(registry.targets()).containsExactly(REGISTER, BEAT, BEAT, BEAT);
  }

  private ToolsSignature signature(String text) {
    return new ToolsSignature(time.instant().truncatedTo(ChronoUnit.SECONDS), text);
  }

  @Test
  void telemetryGoesWithTheBeatAndItsFailureDoesNoHarm() throws Exception {
    Announcement announcement = announce(Samples.agent());
    announcement.telemetry(() -> new JsonDocument("{\"pid\":7}"));
    time.passPause();
    time.awaitPause();
    announcement.telemetry(
        () -> {
          throw new IllegalStateException("no telemetry today");
        });
    time.turn(Duration.ofSeconds(24));
    time.awaitPause();

    assertThat(body(1)).endsWith(",\"system\":{\"pid\":7}}");
    assertThat(body(2)).doesNotContain("system");
  }

  @Test
  void aFailingListenerDoesNoHarm() throws Exception {
    registry.on(REGISTER, Reply.json(201, Samples.OK));
    Announcement announcement =
        client.announce(
            Samples.agent(),
            (state, cause) -> {
              throw new IllegalStateException("not interested");
            });

    assertThat(announcement.awaitLive(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void aBeatUnderWayEndsBeforeTheAgentLeaves() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    CountDownLatch isAsked = new CountDownLatch(1);
    Announcement announcement = announce(Samples.agent());
    registry.on(
        BEAT,
        (exchange, closing) -> {
          isAsked.countDown();
          mayAnswer.await();
          Reply.json(Samples.ACK).to(exchange, closing);
        });
    time.passPause();
    isAsked.await();

    CompletableFuture<Void> closed = CompletableFuture.runAsync(announcement::close);
    assertThat(registry.targets()).containsExactly(REGISTER, BEAT);
    mayAnswer.countDown();
    closed.get(30, TimeUnit.SECONDS);

    assertThat(registry.targets()).containsExactly(REGISTER, BEAT, LEAVE);
    assertThat(announcement.state()).isEqualTo(AnnouncementState.CLOSED);
  }

  @Test
  void closingIsBoundedThoughTheRegistryIsSilent() throws Exception {
    Announcement announcement = announce(Samples.agent());
    registry.on(BEAT, Reply.silence()).on(LEAVE, Reply.silence());
    time.passPause();
    awaitTarget(BEAT);

    long begin = System.nanoTime();
    announcement.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(9));
    awaitTarget(LEAVE);
  }

  @Test
  void theListenerHearsWhyTheRegistryDoesNotKnowThatTheAgentLeft() throws Exception {
    Announcement announcement = announce(Samples.agent());
    time.awaitPause();
    registry.on(LEAVE, Reply.json(503, "{\"detail\":\"Disk full\"}"));

    announcement.close();

    assertThat(states).endsWith(AnnouncementState.CLOSED);
    assertThat(causes).singleElement().asString().contains("deregister", "Disk full");
  }

  @Test
  void aListenerMayCloseIt() throws Exception {
    CompletableFuture<Announcement> itself = new CompletableFuture<>();
    registry.on(REGISTER, Reply.json(201, Samples.OK)).on(LEAVE, Reply.json(Samples.OK));
    Announcement announcement =
        client.announce(
            Samples.agent(),
            (state, cause) -> {
              changed(state, cause);
              if (state == AnnouncementState.LIVE) {
                itself.join().close();
              }
            });
    itself.complete(announcement);
    awaitTarget(LEAVE);
    announcement.close();

    assertThat(states).endsWith(AnnouncementState.CLOSED);
  }

  @Test
  void closingTheClientClosesItsAnnouncements() throws Exception {
    Announcement announcement = announce(Samples.agent());
    time.awaitPause();

    client.close();

    assertThat(announcement.state()).isEqualTo(AnnouncementState.CLOSED);
    assertThat(registry.targets()).containsExactly(REGISTER, LEAVE);
  }

  @Test
  void itsThreadKeepsNoProgramFromEnding() throws Exception {
    announce(Samples.agent());
    time.awaitPause();

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("registry-announcement-"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }

  private void awaitTarget(String target) {
    long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!registry.targets().contains(target)) {
      assertThat(System.nanoTime()).as("never asked: " + target).isLessThan(patience);
      Thread.onSpinWait();
    }
  }

  private String body(int index) {
    Request request = registry.requests().get(index);
    return request.body();
  }
}
