package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much and how often. */
class LimitsContractTest {

  @ParameterizedTest
  @EnumSource
  void aBodyBeyondTheLimitIsTooLarge(Way way) {
    try (RunningRegistry registry = new Setup(way).maxBody(4096).start()) {
      registry.register("i", "web", "h");
      String before = registry.state();
      String largest = Bodies.tools("{\"name\":\"t\"}");
      largest = largest + " ".repeat(4096 - largest.length());
      for (String path :
          new String[] {"/instances", "/instances/i/tools", "/instances/i/heartbeat"}) {
        Reply announced = registry.post(path, largest + " ");
        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.header("content-type")).contains("application/problem+json");
        assertThat(Json.at(announced.body(), "/code")).isEqualTo("\"payload-too-large\"");
        Reply chunked =
            registry.ask(
                "POST",
                path,
                BodyPublishers.fromPublisher(BodyPublishers.ofString(largest + " ")),
                "Content-Type",
                "application/json");
        assertThat(chunked.status()).isEqualTo(413);
      }
      assertThat(registry.state()).isEqualTo(before);
      assertThat(registry.post("/instances/i/tools", largest).status()).isEqualTo(200);
    }
  }

  @FourWays
  void aRequestLineBeyondTheLimitIsTooLong(RunningRegistry registry) {
    Reply reply =
        registry.send("GET /tools/" + "x".repeat(20_000) + " HTTP/1.1\nHost: localhost\n\n");
    assertThat(reply.status()).isEqualTo(414);
    assertThat(Json.at(reply.body(), "/code")).isEqualTo("\"uri-too-long\"");
  }

  @FourWays
  void aHeaderBeyondTheLimitIsABadRequest(RunningRegistry registry) {
    Reply reply =
        registry.send("GET /tools HTTP/1.1\nHost: localhost\nX: " + "x".repeat(20_000) + "\n\n");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(Json.at(reply.body(), "/code")).isEqualTo("\"malformed-request\"");
  }

  @ParameterizedTest
  @EnumSource
  void whoAsksTooOftenIsToldWhenToComeAgain(Way way) {
    try (RunningRegistry registry = new Setup(way).rateLimit(1, 5).start();
        Wire wire = registry.connect()) {
      Reply reply;
      int asked = 0;
      do {
        reply = wire.send("GET /health HTTP/1.1\nHost: localhost\n\n").reply();
        asked++;
      } while (reply.status() == 200 && asked < 1000);
      assertThat(asked).as("the burst is let through").isGreaterThan(5);
      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.header("retry-after").orElseThrow()).matches("[1-9][0-9]*");
      assertThat(reply.header("content-type")).contains("application/problem+json");
      assertThat(Json.at(reply.body(), "/code")).isEqualTo("\"rate-limited\"");
      try (Wire other = registry.connectFrom("127.0.0.2")) {
        assertThat(other.send("GET /health HTTP/1.1\nHost: localhost\n\n").reply().status())
            .as("another address has a limit of its own")
            .isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = ".*_WITH_KEY", mode = EnumSource.Mode.MATCH_ALL)
  void whoGuessesKeysIsLimitedHard(Way way) {
    try (RunningRegistry registry = new Setup(way).rateLimit(2000, 10_000).start();
        Wire wire = registry.connect()) {
      String guess = "DELETE /instances/i HTTP/1.1\nHost: localhost\nX-API-Key: guess\n\n";
      Reply reply;
      int guesses = 0;
      do {
        reply = wire.send(guess).reply();
        guesses++;
      } while (reply.status() == 403 && guesses < 1000);
      assertThat(guesses).isBetween(11, 100);
      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.header("retry-after").orElseThrow()).matches("[1-9][0-9]*");
      assertThat(registry.get("/tools").status()).as("reading goes on").isEqualTo(200);
    }
  }
}
