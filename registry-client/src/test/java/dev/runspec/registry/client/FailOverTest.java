package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import dev.runspec.registry.client.ScriptedRegistry.Request;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailOverTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TOOLS = "GET /tools?active=true";
  private static final Reply BUSY =
      Reply.json(503, "{\"detail\":\"no space\",\"code\":\"store-unavailable\"}");
  private static final Reply EMPTY = Reply.json("[]");

  private final HandCrank time = new HandCrank();
  private final ScriptedRegistry first = ScriptedRegistry.start();
  private final ScriptedRegistry second = ScriptedRegistry.start();
  private final RegistryClient client = builder(first.uri(), second.uri()).build();

  private RegistryClientBuilder builder(URI uri, URI... more) {
    return RegistryClient.builder(uri, more)
        .apiKey("key-of-the-test")
        .clock(time)
        .pacer(time)
        .random(() -> -1L);
  }

  @AfterEach
  void closeAll() {
    client.close();
    first.close();
    second.close();
  }

  private CompletableFuture<?> tools() {
    return client.async().tools(Selection.all().liveness(Liveness.LIVE));
  }

  @Test
  void anAddressThatTakesNoConnectionIsPassedOverAtOnce() {
    first.close();
    second.on(TOOLS, EMPTY);

    assertThat(client.tools()).isEmpty();
    assertThat(second.requests())
        .extracting(request -> request.header("X-API-Key"))
        .containsExactly("key-of-the-test");
  }

  @Test
  void aBusyAddressIsPassedOverAtOnceAndTheClientStaysWithTheOther() {
    first.on(TOOLS, BUSY, EMPTY);
    second.on(TOOLS, EMPTY);

    client.tools();
    client.tools();
    client.tools();

    assertThat(first.requests()).hasSize(1);
    assertThat(second.requests()).hasSize(3);
  }

  @Test
  void itComesBackWhenTheOtherFails() {
    first.on(TOOLS, BUSY, EMPTY);
    second.on(TOOLS, EMPTY, BUSY);

    client.tools();
    client.tools();
    client.tools();

    assertThat(first.requests()).hasSize(3);
    assertThat(second.requests()).hasSize(2);
  }

  @Test
  void writesAreRepeatedElsewhere() {
    first.on("POST /instances", Reply.hangUp());
    second.on("POST /instances", Reply.json(201, Samples.OK));

    assertThat(client.register(Samples.agent()).revision()).isEqualTo(7);
    assertThat(first.requests())
        .extracting(Request::body)
        .containsOnly(second.requests().get(0).body());
  }

  @Test
  void anAddressThatIsSilentIsPassedOverWhenItsTimeIsUp() {
    first.on(TOOLS, Reply.silence());
    second.on(TOOLS, EMPTY);

    try (RegistryClient hurried =
        builder(first.uri(), second.uri()).requestTimeout(Duration.ofSeconds(1)).build()) {
      assertThat(hurried.tools()).isEmpty();
    }
  }

  @Test
  void onlyWhenAllFailedThereIsAPause() throws Exception {
    first.on(TOOLS, BUSY);
    second.on(TOOLS, BUSY, EMPTY);

    CompletableFuture<?> tools = tools();

    assertThat(time.passPause()).isEqualTo(Duration.ofMillis(200));
    assertThat(tools).succeedsWithin(PATIENCE);
    assertThat(first.requests()).hasSize(2);
    assertThat(second.requests()).hasSize(2);
  }

  @Test
  void theFailureNamesEveryAddressAndWhatItDid() throws Exception {
    URI nobody = first.uri();
    first.close();
    second.on(TOOLS, BUSY);

    CompletableFuture<RegistryRefused> failure =
        CompletableFuture.supplyAsync(
            () -> catchThrowableOfType(RegistryRefused.class, client::tools));
    time.passPause();
    time.passPause();

    RegistryRefused refused = failure.get(30, TimeUnit.SECONDS);
    assertThat(refused.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(refused)
        .hasMessageStartingWith("tried to list tools, but " + nobody + " takes no connection")
        .hasMessageEndingWith(
            "; and " + second.uri() + " refused: no space (503 store-unavailable)");
    assertThat(refused.getSuppressed()).hasSize(2);
    assertThat(second.requests()).hasSize(3);
  }

  @Test
  void whatMayPassAtOneAddressMayPass() {
    first.close();
    second.on(TOOLS, Reply.silence());

    try (RegistryClient hurried =
        builder(first.uri(), second.uri())
            .retry(RetryPolicy.NONE)
            .requestTimeout(Duration.ofSeconds(1))
            .build()) {
      assertThatThrownBy(hurried::tools)
          .isInstanceOfSatisfying(
              RegistryUnreachable.class, away -> assertThat(away.isTransient()).isTrue())
          .hasMessageContainingAll(first.uri().toString(), second.uri() + " gave no answer");
    }
  }

  @Test
  void aClientThatIsTooQuickDoesNotGoToTheNeighbour() throws Exception {
    first.on(TOOLS, Reply.json(429, "{}", "Retry-After", "2"), EMPTY);
    second.on(TOOLS, EMPTY);

    CompletableFuture<?> tools = tools();

    assertThat(time.passPause()).isEqualTo(Duration.ofSeconds(2));
    assertThat(tools).succeedsWithin(PATIENCE);
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void afterA429TheOthersAreStillThere() throws Exception {
    first.on(TOOLS, Reply.json(429, "{}"), BUSY);
    second.on(TOOLS, EMPTY);

    CompletableFuture<?> tools = tools();
    time.passPause();

    assertThat(tools).succeedsWithin(PATIENCE);
    assertThat(first.requests()).hasSize(2);
  }

  @Test
  void anAddressIsNotAskedBeforeTheTimeThatItNamed() throws Exception {
    first.on(TOOLS, Reply.json(503, "{}", "Retry-After", "1"), EMPTY);
    second.on(TOOLS, BUSY);

    CompletableFuture<?> tools = tools();
    assertThat(time.passPause()).isEqualTo(Duration.ofMillis(200));
    assertThat(time.passPause()).isEqualTo(Duration.ofMillis(400));

    assertThat(tools).failsWithin(PATIENCE);
    assertThat(first.requests()).hasSize(1);
    assertThat(second.requests()).hasSize(3);
  }

  @Test
  void whenAllNameATimeTheShortestIsWaitedFor() throws Exception {
    first.on(TOOLS, Reply.json(503, "{}", "Retry-After", "4"), EMPTY);
    second.on(TOOLS, Reply.json(503, "{}", "Retry-After", "3"), EMPTY);

    CompletableFuture<?> tools = tools();

    assertThat(time.passPause()).isEqualTo(Duration.ofSeconds(3));
    assertThat(tools).succeedsWithin(PATIENCE);
    assertThat(first.requests()).hasSize(1);
    assertThat(second.requests()).hasSize(2);
  }

  @Test
  void aRefusalIsAnAnswerAndIsNotAskedForElsewhere() {
    first.on(TOOLS, Reply.json(403, "{\"detail\":\"no\"}"));
    second.on(TOOLS, EMPTY);

    assertThatThrownBy(client::tools)
        .isInstanceOf(RegistryRefused.class)
        .hasMessage("tried to list tools, but %s refused: no (403 forbidden)", first.uri());
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void anAnnouncementFindsTheAddressThatIsThere() throws Exception {
    first.close();
    second
        .on("POST /instances", Reply.json(201, Samples.OK))
        .on("DELETE /instances/web-01-1", Reply.json(Samples.OK));

    try (Announcement announcement = client.announce(Samples.agent())) {
      assertThat(announcement.awaitLive(PATIENCE)).isTrue();
    }
  }

  @Test
  void anAddressThatIsNamedTwiceIsTriedOnce() {
    try (RegistryClient twice =
        builder(first.uri(), URI.create(first.uri() + "/")).retry(RetryPolicy.NONE).build()) {
      first.on(TOOLS, BUSY);

      assertThatThrownBy(twice::tools).isInstanceOf(RegistryRefused.class);
      assertThat(first.requests()).hasSize(1);
      assertThat(twice).hasToString("RegistryClient[" + first.uri() + "]");
    }
    assertThat(client).hasToString("RegistryClient[" + first.uri() + ", " + second.uri() + "]");
  }
}
