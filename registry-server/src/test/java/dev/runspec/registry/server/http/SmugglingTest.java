package dev.runspec.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of which two readers could disagree where they end, and what they ask. */
class SmugglingTest {

  private static final Demo DEMO =
      new Demo(builder -> builder.limits(new Limits(1000, 4096, 2048, 100)));

  private static final String NEXT = "GET /things/smuggled HTTP/1.1\nHost: localhost\n\n";

  @AfterAll
  static void close() {
    DEMO.close();
  }

  private static void assertRefusedAndTheLast(String request) {
    try (Wire wire = DEMO.connect()) {
      Wire.Reply reply = wire.send(request + NEXT).sendNoMore().reply();
      assertThat(reply.status()).isIn(400, 501);
      assertThat(reply.header("connection")).contains("close");
      assertThat(reply.body()).contains("\"code\":\"malformed-request\"");
      assertThat(wire.isAtEnd()).as("nothing that follows is answered").isTrue();
    }
    assertThat(DEMO.ask("GET", "/health").status()).as("others are served").isEqualTo(200);
  }

  /** What follows the header of a POST; | stands for the line feed without its carriage return. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // Lengths
        "Content-Length: 4\nTransfer-Encoding: chunked\n\n0\n\n",
        "Transfer-Encoding: chunked\nContent-Length: 4\n\n0\n\n",
        "Content-Length: 2\nContent-Length: 2\n\n{}",
        "Content-Length: 2, 2\n\n{}",
        "Content-Length: +2\n\n{}",
        "Content-Length: 0x2\n\n{}",
        "Content-Length: 2 0\n\n{}",
        "Content-Length: \u00b2\n\n{}",
        "Content-Length: 99999999999999999999\n\n{}",
        "Content-Length:\n\n{}",
        "Content-Length : 2\n\n{}",
        // Codings
        "Transfer-Encoding: xchunked\n\n2\n{}\n0\n\n",
        "Transfer-Encoding: identity\n\n{}",
        "Transfer-Encoding: chunked, identity\n\n2\n{}\n0\n\n",
        "Transfer-Encoding: chunked, chunked\n\n2\n{}\n0\n\n",
        "Transfer-Encoding: chunked\nTransfer-Encoding: identity\n\n2\n{}\n0\n\n",
        "Transfer-Encoding: identity\nTransfer-Encoding: chunked\n\n2\n{}\n0\n\n",
        "Transfer-Encoding: \u000bchunked\n\n2\n{}\n0\n\n",
        "Transfer-Encoding: chunked\u0000\n\n2\n{}\n0\n\n",
        "Transfer-Encoding: \"chunked\"\n\n2\n{}\n0\n\n",
        "Transfer-Encoding: chunked;q=1\n\n2\n{}\n0\n\n",
        "Transfer-Encoding:\n chunked\n\n2\n{}\n0\n\n",
        "Transfer-Encoding : chunked\n\n2\n{}\n0\n\n",
        // Chunks
        "Transfer-Encoding: chunked\n\n+2\n{}\n0\n\n",
        "Transfer-Encoding: chunked\n\n0x2\n{}\n0\n\n",
        "Transfer-Encoding: chunked\n\n2 \n{}\n0\n\n",
        "Transfer-Encoding: chunked\n\n 2\n{}\n0\n\n",
        "Transfer-Encoding: chunked\n\n-2\n{}\n0\n\n",
        "Transfer-Encoding: chunked\n\n\n{}\n0\n\n",
        "Transfer-Encoding: chunked\n\n100000002\n{}\n0\n\n",
        "Transfer-Encoding: chunked\n\n10000000000000002\n{}\n0\n\n",
        "Transfer-Encoding: chunked\n\n2;a|b\n{}\n0\n\n",
        "Transfer-Encoding: chunked\n\n2|{}|0||",
        "Transfer-Encoding: chunked\n\n2\n{}XX0\n\n",
        "Transfer-Encoding: chunked\n\n2\n{}0\n\n",
        "Transfer-Encoding: chunked\n\n2\n{}\n0\nContent-Length: 5\n\n",
        // Lines
        "X: y|Transfer-Encoding: chunked\nContent-Length: 2\n\n{}",
        "X: y\rTransfer-Encoding: chunked\nContent-Length: 2\n\n{}",
        "X: a\u0000b\nContent-Length: 2\n\n{}",
        "X\u0000: b\nContent-Length: 2\n\n{}",
        ": b\nContent-Length: 2\n\n{}",
        "X: a\n folded\nContent-Length: 2\n\n{}",
        " folded\nContent-Length: 2\n\n{}",
        "no colon\nContent-Length: 2\n\n{}",
      })
  void postThatEndsHereOrThereIsRefusedAndTheLast(String rest) {
    String post = "POST /things HTTP/1.1\nHost: localhost\nContent-Type: application/json\n" + rest;
    try (Wire wire = DEMO.connect()) {
      byte[] bytes =
          (post + NEXT)
              .replace("\n", "\r\n")
              .replace('|', '\n')
              .getBytes(StandardCharsets.ISO_8859_1);
      Wire.Reply reply = wire.sendBytes(bytes).sendNoMore().reply();
      assertThat(reply.status()).isIn(400, 501);
      assertThat(reply.header("connection")).contains("close");
      assertThat(wire.isAtEnd()).as("nothing that follows is answered").isTrue();
    }
  }

  /** Also where nobody wants a body. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health HTTP/1.1\nHost: localhost\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n",
        "GET /health HTTP/1.1\nHost: localhost\nContent-Length: 0\nContent-Length: 5\n\n",
        "GET /health HTTP/1.1\nHost: localhost\nTransfer-Encoding: xchunked\n\n",
        "POST /nothing HTTP/1.1\nHost: localhost\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n",
        "POST /nothing HTTP/1.1\nHost: localhost\nContent-Length: +5\n\n",
        "GET /health HTTP/1.1 \nHost: localhost\n\n",
        "GET  /health HTTP/1.1\nHost: localhost\n\n",
        "GET /hea lth HTTP/1.1\nHost: localhost\n\n",
        "GET\t/health HTTP/1.1\nHost: localhost\n\n",
        "G(E)T /health HTTP/1.1\nHost: localhost\n\n",
        "get /health HTTP/1.1\nHost: localhost\n\n",
        "Delete /things/x HTTP/1.1\nHost: localhost\n\n",
        "GET /health HTTP/1.2\nHost: localhost\n\n",
        "GET /health\n",
        "GET /health HTTP/1.1\nHost: a b\n\n",
        "GET /health HTTP/1.1\nHost: a/b\n\n",
        "GET /health HTTP/1.1\nHost:\n\n",
        "PRI * HTTP/2.0\n\nSM\n\n",
      })
  void requestThatIsNoneIsRefusedAndTheLast(String request) {
    assertRefusedAndTheLast(request);
  }

  @Test
  void garbageAfterARequestIsRefusedAndTheLast() {
    try (Wire wire = DEMO.connect()) {
      wire.send("GET /things/first HTTP/1.1\nHost: localhost\n\ngarbage\n\n" + NEXT).sendNoMore();
      assertThat(wire.reply().body()).isEqualTo("first");
      assertThat(wire.reply().status()).isEqualTo(400);
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void chunkedBodyThatNobodyReadsEndsTheConnection() {
    try (Wire wire = DEMO.connect()) {
      wire.send(
              "GET /health HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n2\n{}\n0\n\n"
                  + NEXT)
          .sendNoMore();
      assertThat(wire.reply().status()).isEqualTo(200);
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  /** No protocol is changed to: who asks for another one is answered in this one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection: Upgrade, HTTP2-Settings\nUpgrade: h2c\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\n",
        "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Key: eA==\nSec-WebSocket-Version: 13\n"
      })
  void upgradeIsNotTaken(String fields) {
    try (Wire wire = DEMO.connect()) {
      wire.send("GET /health HTTP/1.1\nHost: localhost\n" + fields + "\n");
      assertThat(wire.reply().status()).isEqualTo(200);
      assertThat(wire.send(NEXT).reply().body()).isEqualTo("smuggled");
    }
  }

  @Test
  void manyRequestsAtOnceAreAnsweredOneByOne() {
    try (Wire wire = DEMO.connect()) {
      wire.send(NEXT.repeat(100));
      for (int each = 0; each < 100; each++) {
        assertThat(wire.reply().body()).isEqualTo("smuggled");
      }
    }
  }
}
