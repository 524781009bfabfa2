package dev.runspec.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private static final Demo DEMO =
      new Demo(
          builder ->
              builder
                  .limits(new Limits(1000, 4096, 2048, 100))
                  .patience(
                      new SlowRequests.Limits(
                          LONG, LONG, LONG, LONG, LONG, Duration.ofMillis(250))));

  @AfterAll
  static void close() {
    DEMO.close();
  }

  private static Wire.Reply post(String path, String headers, String body) {
    return DEMO.ask(
        "POST "
            + path
            + " HTTP/1.1\nHost: localhost\n"
            + headers
            + "Content-Length: "
            + body.length()
            + "\n\n"
            + body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json ;x=\"y\"",
        "application/vnd.runspec+json",
        "application/problem+JSON; v=1"
      })
  void declaredJsonIsTaken(String type) {
    Wire.Reply reply = post("/things", "Content-Type: " + type + "\n", "{}");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{}");
  }

  static Stream<String> otherTypes() {
    return Stream.of(
        "",
        "Content-Type: text/plain\n",
        "Content-Type: application/x-www-form-urlencoded\n",
        "Content-Type: application/jsonp\n",
        "Content-Type: json\n",
        "Content-Type: ;\n");
  }

  @ParameterizedTest
  @MethodSource("otherTypes")
  void anythingElseIsAnUnsupportedMediaType(String header) {
    Wire.Reply reply = post("/things", header, "{}");
    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.body()).contains("\"code\":\"unsupported-media-type\"", "application/json");
  }

  @ParameterizedTest
  @MethodSource("otherTypes")
  void emptyBodyIsNoBodyWhateverItIsDeclaredAs(String header) {
    Wire.Reply optional = post("/things/x/beat", header, "");
    assertThat(optional.status()).isEqualTo(200);
    assertThat(optional.body()).isEqualTo("no body");
    Wire.Reply required = post("/things", header, "");
    assertThat(required.status()).isEqualTo(422);
    assertThat(required.body())
        .contains("\"code\":\"invalid-request\"", "\"errors\":[{\"pointer\":\"\",\"message\":");
  }

  @Test
  void bodyWithoutAnyFramingIsNoBody() {
    Wire.Reply reply = DEMO.ask("POST", "/things/x/beat");
    assertThat(reply.body()).isEqualTo("no body");
  }

  @Test
  void emptyChunkedBodyIsNoBody() {
    Wire.Reply reply =
        DEMO.ask(
            "POST /things/x/beat HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n0\n\n");
    assertThat(reply.body()).isEqualTo("no body");
  }

  @Test
  void chunkedBodyIsRead() {
    Wire.Reply reply =
        DEMO.ask(
            """
              POST /things HTTP/1.1
              Host: localhost
              Content-Type: application/json
              Transfer-Encoding: chunked

              2
              [1
              2
              ,2
              1
              ]
              0

              """);
    assertThat(reply.body()).isEqualTo("[1,2]");
  }

  @Test
  void continueIsSentToThoseWhoWaitForIt() {
    try (Wire wire = DEMO.connect()) {
      wire.send(
          """
              POST /things HTTP/1.1
              Host: localhost
              Content-Type: application/json
              Content-Length: 2
              Expect: 100-continue

              """);
      assertThat(wire.reply().status()).isEqualTo(100);
      assertThat(wire.send("{}").reply().body()).isEqualTo("{}");
      assertThat(wire.send("GET /health HTTP/1.1\nHost: localhost\n\n").reply().body())
          .isEqualTo("well");
    }
  }

  @Test
  void refusalBeforeContinueEndsTheConnectionSoThatTheBodyIsNeverARequest() {
    try (Wire wire = DEMO.connect()) {
      wire.send(
          """
              POST /reset HTTP/1.1
              Host: localhost
              Origin: http://evil
              Content-Length: 45
              Expect: 100-continue

              """);
      assertThat(wire.reply().status()).isEqualTo(403);
      wire.send("GET /things/smuggled HTTP/1.1\nHost: localhost\n\n").sendNoMore();
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void unreadBodyIsNotTheNextRequest() {
    String hidden = "GET /things/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (Wire wire = DEMO.connect()) {
      wire.send(
          "POST /nothing HTTP/1.1\nHost: localhost\nContent-Length: " + hidden.length() + "\n\n");
      wire.send(hidden.replace("\r\n", "\n"));
      assertThat(wire.reply().status()).isEqualTo(404);
      assertThat(wire.send("GET /things/next HTTP/1.1\nHost: localhost\n\n").reply().body())
          .isEqualTo("next");
    }
  }

  @Test
  void announcedTooLargeIsRefusedUnread() {
    try (Wire wire = DEMO.connect()) {
      wire.send(
          """
              POST /things HTTP/1.1
              Host: localhost
              Content-Type: application/json
              Content-Length: 1001

              """);
      Wire.Reply reply = wire.reply();
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.header("content-type")).contains("application/problem+json");
      assertThat(reply.body()).contains("\"code\":\"payload-too-large\"", "larger than 1000 bytes");
    }
  }

  @Test
  void largestBodyFits() {
    Wire.Reply reply = post("/things", "Content-Type: application/json\n", " ".repeat(1000));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).hasSize(1000);
  }

  @Test
  void chunksThatAddUpToTooMuchAreRefused() {
    String chunk = "190\n" + " ".repeat(400) + "\n";
    Wire.Reply reply =
        DEMO.ask(
            """
              POST /things HTTP/1.1
              Host: localhost
              Content-Type: application/json
              Transfer-Encoding: chunked

              """
                + chunk
                + chunk
                + chunk
                + "0\n\n");
    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.body()).contains("\"code\":\"payload-too-large\"");
  }

  @Test
  void callerWhoIsStillSendingTooMuchHearsWhy() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + DEMO.port() + "/things"))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[3 << 20]))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(413);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\n\nzz\n",
        "Transfer-Encoding: chunked\n\n-1\n",
        "Transfer-Encoding: chunked\nContent-Length: 2\n\n{}",
        "Transfer-Encoding: gzip\n\n",
        "Content-Length: two\n\n",
        "Content-Length: -2\n\n",
        "Content-Length: 2\nContent-Length: 3\n\n{}",
        "Content-Encoding: gzip\nContent-Length: 2\n\n{}"
      })
  void ambiguousFramingIsABadRequestAndTheLast(String rest) {
    try (Wire wire = DEMO.connect()) {
      wire.send("POST /things HTTP/1.1\nHost: localhost\nContent-Type: application/json\n" + rest);
      Wire.Reply reply = wire.reply();
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.header("content-type")).contains("application/problem+json");
      assertThat(reply.body()).contains("\"code\":\"malformed-request\"");
      assertThat(wire.sendNoMore().isAtEnd()).isTrue();
    }
  }

  @Test
  void unknownTransferCodingIsNotImplemented() {
    Wire.Reply reply =
        DEMO.ask("POST /things HTTP/1.1\nHost: localhost\nTransfer-Encoding: gzip, chunked\n\n");
    assertThat(reply.status()).isEqualTo(501);
    assertThat(reply.body()).contains("malformed-request", "chunked");
  }

  @Test
  void bodyThatBreaksOffIsABadRequest() {
    try (Wire wire = DEMO.connect()) {
      wire.send(
              """
              POST /things HTTP/1.1
              Host: localhost
              Content-Type: application/json
              Content-Length: 10

              {}""")
          .sendNoMore();
      Wire.Reply reply = wire.reply();
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.body()).contains("The body ended before it was complete");
      assertThat(wire.isAtEnd()).isTrue();
    }
  }
}
