package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.Position;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadingTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
  private static final Duration PACE = Duration.ofSeconds(5);
  private static final String TOOLS = "GET /tools";

  private final HandCrank time = new HandCrank();
  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final RegistryClient client =
      RegistryClient.builder(registry.uri()).clock(time).pacer(time).random(() -> -1L).build();

  @AfterEach
  void closeAll() {
    client.close();
    registry.close();
  }

  private Reading<List<ToolGroup>> read() {
    return client.readTools(Selection.all());
  }

  @Test
  void aReadingSaysWhatItIsAndFromWhen() {
    registry.on(TOOLS, answer("[" + Samples.GROUP + "]", "\"t1\"", "e-7"));

    Reading<List<ToolGroup>> reading = read();

    assertThat(reading.value()).hasSize(1);
    assertThat(reading.entityTag()).contains("\"t1\"");
    assertThat(reading.position()).contains(new Position("e", 7));
    assertThat(reading.isStale()).isFalse();
    assertThat(reading).hasToString("Reading[/tools, tag \"t1\", position e-7]");
    assertThat(registry.requests().get(0).header("If-None-Match")).isNull();
    assertThat(registry.requests().get(0).header("Prefer")).isNull();
  }

  @Test
  void aReplicaThatLagsGivesAStaleReading() {
    registry.on(
        TOOLS, Reply.json(200, "[]", "Warning", "110 - \"this replica has not seen revision 9\""));

    assertThat(read().isStale()).isTrue();
  }

  @Test
  void theRegistryIsAskedToWaitForWhatIsNext() {
    registry.on(TOOLS, answer("[]", "\"t1\"", "e-7"));
    Reading<List<ToolGroup>> reading = read();
    registry.on(TOOLS, waiting(answer("[" + Samples.GROUP + "]", "\"t2\"", "e-8"), 12));

    Reading<List<ToolGroup>> next = reading.next(HALF_A_MINUTE);

    assertThat(next.value()).hasSize(1);
    assertThat(next.entityTag()).contains("\"t2\"");
    assertThat(registry.requests().get(1).header("If-None-Match")).isEqualTo("\"t1\"");
    assertThat(registry.requests().get(1).header("Prefer")).isEqualTo("wait=30");
    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void nothingNewIsTheSameReading() {
    registry.on(TOOLS, answer("[]", "W/\"t1\"", "e-7"));
    Reading<List<ToolGroup>> reading = read();
    registry.on(TOOLS, waiting(Reply.json(304, "", "Preference-Applied", "wait=30"), 29));

    assertThat(reading.next(HALF_A_MINUTE)).isSameAs(reading);
    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void aWaitThatIsLongerThanARegistryWaitsGoesOn() {
    registry.on(TOOLS, answer("[]", "\"t1\"", "e-7"));
    Reading<List<ToolGroup>> reading = read();
    registry.on(
        TOOLS,
        waiting(Reply.json(304, ""), 580),
        waiting(answer("[" + Samples.GROUP + "]", "\"t2\"", "e-8"), 3));

    assertThat(reading.next(Duration.ofSeconds(1000)).value()).hasSize(1);
    assertThat(registry.requests().stream().map(request -> request.header("Prefer")))
        .containsExactly(null, "wait=600", "wait=420");
  }

  @Test
  void theLimitOfTheRequestBeginsAfterTheWait() {
    registry.on(TOOLS, answer("[]", "\"t1\"", "e-7"));
    try (RegistryClient hurried =
        RegistryClient.builder(registry.uri()).requestTimeout(Duration.ofMillis(1500)).build()) {
      Reading<List<ToolGroup>> reading = hurried.readTools(Selection.all());
      registry.on(
          TOOLS,
          (exchange, closing) -> {
            assertThat(closing.await(2, TimeUnit.SECONDS)).isFalse();
            Reply.json(304, "").to(exchange, closing);
          });

      assertThat(reading.next(Duration.ofSeconds(2))).isSameAs(reading);

      registry.on(TOOLS, Reply.silence());
      assertThatThrownBy(() -> reading.next(Duration.ofSeconds(1)))
          .hasMessageEndingWith("gave no answer within 2500 ms");
    }
  }

  @Test
  void aRegistryThatDoesNotWaitIsAskedAtADecentPace() throws Exception {
    registry.on(TOOLS, answer("[]", "\"t1\"", "e-7"));
    Reading<List<ToolGroup>> reading = read();
    registry.on(
        TOOLS,
        Reply.json(304, ""),
        Reply.json(304, "", "Preference-Applied", "wait=25"),
        answer("[" + Samples.GROUP + "]", "\"t2\"", "e-8"));

    CompletableFuture<Reading<List<ToolGroup>>> next = reading.nextAsync(HALF_A_MINUTE);

    assertThat(time.passPause()).isEqualTo(PACE);
    assertThat(time.passPause()).isEqualTo(PACE);
    assertThat(next.get(30, TimeUnit.SECONDS).value()).hasSize(1);
    assertThat(registry.requests().stream().map(request -> request.header("Prefer")))
        .containsExactly(null, "wait=30", "wait=25", "wait=20");
  }

  @Test
  void aRegistryThatNeitherWaitsNorChangesIsLeftWhenTheTimeIsUp() throws Exception {
    registry.on(TOOLS, answer("[]", "\"t1\"", "e-7"));
    Reading<List<ToolGroup>> reading = read();
    registry.on(TOOLS, Reply.json(304, ""));

    CompletableFuture<Reading<List<ToolGroup>>> next = reading.nextAsync(Duration.ofSeconds(8));

    assertThat(time.passPause()).isEqualTo(PACE);
    assertThat(time.passPause()).isEqualTo(Duration.ofSeconds(3));
    assertThat(next.get(30, TimeUnit.SECONDS)).isSameAs(reading);
    assertThat(registry.requests()).hasSize(4);
  }

  @Test
  void anOldRegistryIsLeftInPeaceFirstAndItsValuesAreCompared() throws Exception {
    registry.on(TOOLS, Reply.json("[]"), Reply.json("[]"), Reply.json("[" + Samples.GROUP + "]"));
    Reading<List<ToolGroup>> reading = read();

    CompletableFuture<Reading<List<ToolGroup>>> next = reading.nextAsync(HALF_A_MINUTE);

    assertThat(time.passPause()).isEqualTo(PACE);
    assertThat(time.passPause()).isEqualTo(PACE);
    assertThat(next.get(30, TimeUnit.SECONDS).value()).hasSize(1);
    assertThat(registry.requests()).allMatch(request -> request.header("Prefer") == null);
    assertThat(registry.requests()).hasSize(3);
  }

  @Test
  void zeroLooksOnce() throws Exception {
    registry.on(TOOLS, answer("[]", "\"t1\"", "e-7"), Reply.json(304, ""));
    Reading<List<ToolGroup>> reading = read();

    assertThat(reading.next(Duration.ZERO)).isSameAs(reading);
    assertThat(registry.requests().get(1).header("Prefer")).isNull();
    assertThat(registry.requests()).hasSize(2);

    registry.on("GET /hosts", Reply.json("[]"));
    CompletableFuture<?> untagged =
        client.readHosts(Selection.all()).nextAsync(Duration.ofSeconds(-1));
    assertThat(time.passPause()).isZero();
    assertThat(untagged).succeedsWithin(PATIENCE);
  }

  @Test
  void thePackedFormOfTheSameIsNothingNew() throws Exception {
    registry.on(TOOLS, answer("[]", "\"t1\"", "e-7"), answer("[]", "\"t1-gz\"", "e-7"));
    Reading<List<ToolGroup>> reading = read();

    CompletableFuture<?> next = reading.nextAsync(Duration.ofSeconds(1));
    time.passPause();

    assertThat(next.get(30, TimeUnit.SECONDS)).isSameAs(reading);
  }

  @Test
  void aToolThatNobodyHasYetIsWaitedFor() throws Exception {
    registry.on(
        "GET /tools/deploy?active=true",
        Reply.json(404, "{\"detail\":\"Tool not found\"}"),
        Reply.json(404, "{\"detail\":\"Tool not found\"}"),
        answer(Samples.GROUP, "\"t1\"", "e-7"));
    Reading<Optional<ToolGroup>> reading = client.readTool(new ToolName("deploy"));
    assertThat(reading.value()).isEmpty();

    CompletableFuture<Reading<Optional<ToolGroup>>> next = reading.nextAsync(HALF_A_MINUTE);
    time.passPause();
    time.passPause();

    assertThat(next.get(30, TimeUnit.SECONDS).value()).isPresent();
  }

  @Test
  void instancesAndHostsAreReadTheSameWay() {
    registry
        .on("GET /instances", answer("[" + Samples.INSTANCE + "]", "W/\"i\"", "e-7"))
        .on("GET /hosts?active=true", answer("[" + Samples.HOST + "]", "\"h\"", "e-7"));

    assertThat(client.readInstances(Selection.all()).value()).hasSize(1);
    assertThat(client.readHosts(Selection.all().liveness(Liveness.LIVE)).value()).hasSize(1);
    assertThat(client.async().readInstances(Selection.all()).join().entityTag())
        .contains("W/\"i\"");
    assertThat(client.async().readTools(Selection.all()))
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .withCauseInstanceOf(RegistryRefused.class);
  }

  @Test
  void aTagThatNoHeaderCanCarryIsNone() {
    registry.on(TOOLS, Reply.json(200, "[]", "ETag", "\"" + "t".repeat(2000) + "\""));

    assertThat(read().entityTag()).isEmpty();
  }

  @Test
  void aPositionOfAFormThatOnlyNewerRegistriesKnowIsNone() {
    registry.on(TOOLS, answer("[]", "\"t1\"", "{shard-3}/99"));

    assertThat(read().position()).isEmpty();
  }

  @Test
  void anUnaskedForNotModifiedIsAnError() {
    registry.on(TOOLS, Reply.json(304, ""));

    assertThatThrownBy(this::read).isInstanceOf(RegistryRefused.class);
  }

  @Test
  void cancellingAndClosingEndTheWait() throws Exception {
    registry.on(TOOLS, Reply.json("[]"));
    Reading<List<ToolGroup>> reading = read();
    CompletableFuture<?> cancelled = reading.nextAsync(HALF_A_MINUTE);
    time.awaitPause();
    CompletableFuture<?> closed = reading.nextAsync(HALF_A_MINUTE);
    time.awaitPause();

    cancelled.cancel(true);
    client.close();
    time.turn(HALF_A_MINUTE);

    assertThat(closed)
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .withCauseInstanceOf(IllegalStateException.class);
    assertThat(registry.requests()).hasSize(1);
    assertThatThrownBy(() -> reading.next(HALF_A_MINUTE)).isInstanceOf(IllegalStateException.class);
  }

  private static Reply answer(String body, String tag, String position) {
    return Reply.json(200, body, "ETag", tag, "X-Registry-Position", position);
  }

  /** Answers after the registry waited. */
  private Reply waiting(Reply reply, int seconds) {
    return (exchange, closing) -> {
      time.turn(Duration.ofSeconds(seconds));
      reply.to(exchange, closing);
    };
  }
}
