package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import dev.runspec.registry.json.InvalidDocument.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallerTest {

  private static final String TOOLS = "GET /tools?active=true";
  private static final String KEY = "s3cret-key-of-the-test";

  private final HandCrank time = new HandCrank();
  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final RegistryClient client = builder(registry.uri()).build();

  private RegistryClientBuilder builder(URI uri) {
    RandomGenerator highest = () -> -1L;
    return RegistryClient.builder(uri).apiKey(KEY).clock(time).pacer(time).random(highest);
  }

  @AfterEach
  void closeAll() {
    client.close();
    registry.close();
  }

  @Test
  void aBusyRegistryIsAskedAgainAfterGrowingPauses() throws Exception {
    registry.on(TOOLS, Reply.json(503, "{}"), Reply.json(502, ""), Reply.json("[]"));

    CompletableFuture<?> tools = CompletableFuture.supplyAsync(client::tools);

    assertThat(time.passPause()).isEqualTo(Duration.ofMillis(200));
    assertThat(time.passPause()).isEqualTo(Duration.ofMillis(400));
    assertThat(tools).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void theThirdFailureIsToldToTheCaller() throws Exception {
    registry.on(TOOLS, Reply.json(503, "{\"detail\":\"no space\",\"code\":\"store-unavailable\"}"));

    CompletableFuture<RegistryRefused> refused = CompletableFuture.supplyAsync(this::refused);
    time.passPause();
    time.passPause();

    assertThat(refused.get(30, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(registry.requests()).hasSize(3);
  }

  @Test
  void retryAfterIsWaitedForInSecondsAndAsADate() throws Exception {
    registry.on(
        TOOLS,
        Reply.json(429, "{}", "Retry-After", "3"),
        Reply.json(429, "{}", "Retry-After", "Thu, 01 Jan 2026 00:00:07 GMT"),
        Reply.json("[]"));

    CompletableFuture<?> tools = CompletableFuture.supplyAsync(client::tools);

    assertThat(time.passPause()).isEqualTo(Duration.ofSeconds(3));
    assertThat(time.passPause()).isEqualTo(Duration.ofSeconds(4));
    assertThat(tools).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void aLongRetryAfterIsLeftToTheCaller() {
    registry.on(TOOLS, Reply.json(429, "{}", "Retry-After", "3600"));

    RegistryRefused refused = refused();

    assertThat(refused.retryAfter()).contains(Duration.ofHours(1));
    assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(refused.isTransient()).isTrue();
    assertThat(refused).hasMessageContaining("try again in 3600 s");
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void aMeaninglessRetryAfterIsIgnored() throws Exception {
    registry.on(TOOLS, Reply.json(429, "{}", "Retry-After", "soon, 9"), Reply.json("[]"));

    CompletableFuture<?> tools = CompletableFuture.supplyAsync(client::tools);

    assertThat(time.passPause()).isEqualTo(Duration.ofMillis(200));
    assertThat(tools).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void aWrongKeyIsRefusedAtOnceAndNeverShown() {
    registry.on(TOOLS, Reply.json(403, "{\"detail\":\"Invalid or missing API key: " + KEY + "\"}"));

    RegistryRefused refused = refused();

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN);
    assertThat(refused.detail()).isEqualTo("Invalid or missing API key: ***");
    assertThat(refused)
        .hasMessage(
            "tried to list tools, but %s refused: Invalid or missing API key: *** (403 forbidden)",
            registry.uri());
    assertThat(trace(refused)).doesNotContain(KEY);
    assertThat(client.toString()).doesNotContain(KEY);
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void faultsOfABodyAreTold() {
    registry.on(
        TOOLS,
        Reply.json(
            422,
            "{\"detail\":\"the body does not fit\",\"code\":\"invalid-request\",\"errors\":"
                + "[{\"pointer\":\"/name\",\"message\":\"missing\"}]}"));

    assertThat(refused().faults()).containsExactly(new Fault("/name", "missing"));
    assertThat(refused()).hasMessageEndingWith("(422 invalid-request); /name: missing");
  }

  @Test
  void anOldRegistrysListOfFaultsIsShownAsItIs() {
    registry.on(TOOLS, Reply.json(422, "{\"detail\":[{\"loc\":[\"body\"]}]}"));

    assertThat(refused().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refused().detail()).isEqualTo("[{\"loc\":[\"body\"]}]");
  }

  @Test
  void redirectsAreNotFollowedAndTheKeyStaysHere() {
    try (ScriptedRegistry elsewhere = ScriptedRegistry.start()) {
      registry.on(TOOLS, Reply.json(307, "", "Location", elsewhere.uri() + "/tools"));

      assertThat(refused()).hasMessageContaining("redirects to " + elsewhere.uri() + "/tools");
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void garbageIsNotTakenForAnAnswer() {
    registry.on(TOOLS, Reply.json("<html>" + KEY));

    assertThatThrownBy(client::tools)
        .isInstanceOf(RegistryAnswerInvalid.class)
        .hasMessageContaining("tried to list tools, but " + registry.uri() + " answered")
        .hasMessageNotContaining(KEY);
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void anAnswerOfTheWrongShapeIsNamedByItsPointer() {
    registry.on(TOOLS, Reply.json("[{\"name\":7}]"));

    assertThatThrownBy(client::tools)
        .isInstanceOf(RegistryAnswerInvalid.class)
        .hasMessageContaining("/0/name: expected a string, found a number");
  }

  @Test
  void anAnswerBeyondTheLimitIsGivenUp() {
    registry.on(TOOLS, Reply.json("[" + " ".repeat(2000) + "]"));

    try (RegistryClient small = builder(registry.uri()).largestAnswer(1000).build()) {
      assertThatThrownBy(small::tools)
          .isInstanceOf(RegistryAnswerInvalid.class)
          .hasMessageContaining("larger than 1000 bytes");
    }
  }

  @Test
  void aBrokenOffAnswerIsAskedForAgain() {
    registry.on(TOOLS, Reply.truncated(false), Reply.json("[]"));

    assertThat(client.tools()).isEmpty();
  }

  @Test
  void aClosedConnectionIsReplacedWithoutAPause() {
    registry.on(TOOLS, Reply.hangUp(), Reply.json("[]"));

    assertThat(client.tools()).isEmpty();
  }

  @Test
  void silenceEndsAtTheTimeout() {
    registry.on(TOOLS, Reply.silence());

    try (RegistryClient hurried =
        builder(registry.uri()).requestTimeout(Duration.ofMillis(150)).build()) {
      assertThatThrownBy(hurried::tools)
          .isInstanceOf(RegistryUnreachable.class)
          .hasMessageEndingWith("gave no answer within 150 ms");
    }
  }

  @Test
  void anAnswerThatStallsEndsAtTheTimeout() {
    registry.on(TOOLS, Reply.truncated(true));

    try (RegistryClient hurried =
        builder(registry.uri()).requestTimeout(Duration.ofMillis(300)).build()) {
      assertThatThrownBy(hurried::tools)
          .isInstanceOf(RegistryUnreachable.class)
          .hasMessageEndingWith("gave no answer within 300 ms");
    }
  }

  @Test
  void aClosedPortIsTriedThriceAndNamed() throws Exception {
    URI nobody = closedPort();
    try (RegistryClient alone = builder(nobody).build()) {
      CompletableFuture<RegistryUnreachable> failure =
          CompletableFuture.supplyAsync(
              () -> catchThrowableOfType(RegistryUnreachable.class, alone::tools));
      time.passPause();
      time.passPause();

      assertThat(failure.get(30, TimeUnit.SECONDS))
          .hasMessageStartingWith("tried to list tools, but " + nobody + " takes no connection")
          .hasMessageEndingWith("is the registry running there?");
    }
  }

  @Test
  void anUnknownHostIsNamed() {
    try (RegistryClient lost =
        builder(URI.create("http://no-such-host.invalid:1")).retry(RetryPolicy.NONE).build()) {
      assertThatThrownBy(lost::health)
          .isInstanceOf(RegistryUnreachable.class)
          .hasMessageContaining(
              "http://no-such-host.invalid:1 has a host name that does not resolve");
    }
  }

  @Test
  void anInterruptEndsTheWaitAndStaysSet() {
    registry.on(TOOLS, Reply.silence());

    CompletableFuture<Boolean> wasInterrupted =
        CompletableFuture.supplyAsync(
            () -> {
              Thread.currentThread().interrupt();
              RegistryUnreachable failure =
                  catchThrowableOfType(RegistryUnreachable.class, client::tools);
              return Thread.interrupted() && !failure.isTransient();
            });

    assertThat(wasInterrupted).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
  }

  @Test
  void closingGivesUpWhatIsUnderWay() throws Exception {
    registry.on(TOOLS, Reply.silence());
    CompletableFuture<?> tools = CompletableFuture.supplyAsync(client::tools);
    while (registry.requests().isEmpty()) {
      Thread.onSpinWait();
    }

    client.close();

    assertThat(tools)
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withCauseInstanceOf(IllegalStateException.class);
  }

  private RegistryRefused refused() {
    return catchThrowableOfType(RegistryRefused.class, client::tools);
  }

  private static URI closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  private static String trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
