package dev.runspec.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyFailuresTest {

  private static final Demo DEMO =
      new Demo(builder -> builder.limits(new Limits(1000, 2048, 1024, 100)));

  @AfterAll
  static void close() {
    DEMO.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET\n\n",
        "GET /health\n\n",
        "GET /health HTTP/2.0\n\n",
        "GET /health HTTP/1.1\n\n",
        "GET /health HTTP/1.1\nHost: a\nHost: b\n\n",
        "GET /health HTTP/1.1\nHost: a:b\n\n",
        "GET /health HTTP/1.1\nHost: localhost\nbad header: x\n\n",
        "\n\n"
      })
  void whatIsNotHttpIsABadRequestInOurWords(String text) {
    try (Wire wire = DEMO.connect()) {
      Wire.Reply reply = wire.send(text).reply();
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.header("content-type")).contains("application/problem+json");
      assertThat(reply.body())
          .contains("\"code\":\"malformed-request\"", "\"type\":\"about:blank\"");
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void requestThatBreaksOffIsABadRequest() {
    try (Wire wire = DEMO.connect()) {
      Wire.Reply reply = wire.send("GET /health HTTP/1.1\nHo").sendNoMore().reply();
      assertThat(reply.status()).isEqualTo(400);
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void tooLargeHeaderIsABadRequestThatNamesTheLimit() {
    Wire.Reply reply =
        DEMO.ask("GET /health HTTP/1.1\nHost: localhost\nX: " + "x".repeat(3000) + "\n\n");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains("at most 2048 bytes");
  }

  @Test
  void tooLongRequestLineNamesTheLimit() {
    Wire.Reply reply =
        DEMO.ask("GET /things/" + "x".repeat(2000) + " HTTP/1.1\nHost: localhost\n\n");
    assertThat(reply.status()).isEqualTo(414);
    assertThat(reply.body()).contains("\"code\":\"uri-too-long\"", "1024 bytes");
  }

  @Test
  void headIsToldWithoutABody() {
    try (Wire wire = DEMO.connect()) {
      wire.send("HEAD /health HTTP/1.1\nHost: localhost\nContent-Length: 2000\n\n").sendNoMore();
      assertThat(wire.replyToHead().status()).isEqualTo(413);
      assertThat(wire.isAtEnd()).isTrue();
    }
  }
}
