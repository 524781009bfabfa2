package dev.runspec.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

  private static final Demo DEMO = new Demo();

  @AfterAll
  static void close() {
    DEMO.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/things/abc        | abc",
        "/things/a%2Fb      | a/b",
        "/things/a%2fb      | a/b",
        "/things/a;x=1      | a;x=1",
        "/things/;          | ;",
        "/things/a+b        | a+b",
        "/things/a%2Bb      | a+b",
        "/things/a%20b      | a b",
        "/things/%25        | %",
        "/things/%2525      | %25",
        "/things/..         | ..",
        "/things/%2E%2E     | ..",
        "/things/[x]        | [x]",
        "/things/a:b@c,d=e  | a:b@c,d=e",
        "/things/%E2%98%83  | ☃",
        "/things/%F0%9F%90%B3 | 🐳",
        "/th%69ngs/special  | literal",
        "/things/x?y        | x",
        "http://elsewhere/things/x | x",
      })
  void pathSegmentIsOneNameDecodedOnce(String target, String name) {
    Wire.Reply reply = DEMO.ask("GET", target);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo(name);
  }

  @Test
  void controlCharactersInANameReachTheHandler() {
    assertThat(DEMO.ask("GET", "/things/a%00b%0D%0A").body()).isEqualTo("a\0b\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/things/%",
        "/things/%2",
        "/things/%zz",
        "/things/%C0%80",
        "/things/%FF",
        "/things/%ED%A0%80",
        "/things/ä",
        "/things?q=%",
        "/things?q=%FF",
        "/th%ngs"
      })
  void malformedEscapesAreABadRequest(String target) {
    Wire.Reply reply = DEMO.ask("GET", target);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains("\"code\":\"malformed-request\"");
    assertThat(reply.header("content-type")).contains("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nothing",
        "/things/",
        "/things/x/",
        "//things",
        "/things//beat",
        "/things/x/y/z",
        "/THINGS",
        "/health/",
        "*",
        "/things/a/b"
      })
  void unknownPathIsNotFound(String target) {
    Wire.Reply reply = DEMO.ask("GET", target);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.body()).contains("\"code\":\"route-not-found\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT    | /things      | GET, HEAD, OPTIONS, POST",
        "DELETE | /things      | GET, HEAD, OPTIONS, POST",
        "TRACE  | /things      | GET, HEAD, OPTIONS, POST",
        "POST   | /things/x    | DELETE, GET, HEAD, OPTIONS",
        "GET    | /things/x/beat | OPTIONS, POST",
        "HEAD   | /things/x/beat | OPTIONS, POST",
        "BREW   | /health      | GET, HEAD, OPTIONS",
      })
  void otherMethodIsNotAllowedAndToldWhatIs(String method, String path, String allow) {
    try (Wire wire = DEMO.connect()) {
      wire.send(method + " " + path + " HTTP/1.1\nHost: localhost\n\n");
      Wire.Reply reply = method.equals("HEAD") ? wire.replyToHead() : wire.reply();
      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.header("allow")).contains(allow);
      assertThat(reply.header("content-type")).contains("application/problem+json");
    }
  }

  @Test
  void optionsTellsWhatIsAllowed() {
    Wire.Reply reply = DEMO.ask("OPTIONS", "/things");
    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.header("allow")).contains("GET, HEAD, OPTIONS, POST");
  }

  @ParameterizedTest
  @CsvSource({"/things/abc, 200", "/nothing, 404", "/things/%, 400", "/broken, 500"})
  void headHasTheLengthOfGetAndNoBody(String target, int status) {
    Wire.Reply get = DEMO.ask("GET", target);
    try (Wire wire = DEMO.connect()) {
      wire.send("HEAD " + target + " HTTP/1.1\nHost: localhost\n\n");
      Wire.Reply head = wire.replyToHead();
      assertThat(head.status()).isEqualTo(status).isEqualTo(get.status());
      assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
      assertThat(head.header("content-type")).isEqualTo(get.header("content-type"));
      assertThat(wire.send("GET /health HTTP/1.1\nHost: localhost\n\n").reply().body())
          .isEqualTo("well");
    }
  }

  @Test
  void queryParametersAreDecodedAndRepeatable() {
    assertThat(DEMO.ask("GET", "/things?q=a+b&x=1&q=%C3%A4%26&q&q=").body())
        .isEqualTo("[a b, ä&, , ]");
  }

  @Test
  void answerWithoutBodyKeepsTheConnection() {
    try (Wire wire = DEMO.connect()) {
      Wire.Reply unchanged = wire.send("GET /unchanged HTTP/1.1\nHost: localhost\n\n").reply();
      assertThat(unchanged.status()).isEqualTo(304);
      assertThat(unchanged.header("etag")).contains("\"1\"");
      assertThat(unchanged.header("content-length")).isEmpty();
      assertThat(unchanged.header("x-bare")).isEmpty();
      Wire.Reply gone = wire.send("DELETE /things/x HTTP/1.1\nHost: localhost\n\n").reply();
      assertThat(gone.status()).isEqualTo(204);
      assertThat(gone.header("content-length")).isEmpty();
      assertThat(wire.send("GET /health HTTP/1.1\nHost: localhost\n\n").reply().status())
          .isEqualTo(200);
    }
  }

  @Test
  void requestsSentTogetherAreAnsweredInTheirOrder() {
    try (Wire wire = DEMO.connect()) {
      wire.send(
          "GET /things/1 HTTP/1.1\nHost: localhost\n\nGET /things/2 HTTP/1.1\nHost: localhost\n\n");
      assertThat(wire.reply().body()).isEqualTo("1");
      assertThat(wire.reply().body()).isEqualTo("2");
    }
  }

  @Test
  void connectionCloseReallyCloses() {
    try (Wire wire = DEMO.connect()) {
      Wire.Reply reply =
          wire.send("GET /health HTTP/1.1\nHost: localhost\nConnection: close\n\n").reply();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("connection")).contains("close");
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void oldHttpIsAnsweredWithItsReason() {
    try (Wire wire = DEMO.connect()) {
      Wire.Reply reply = wire.send("GET /health HTTP/1.0\n\n").reply();
      assertThat(reply.status()).isEqualTo(505);
      assertThat(reply.body()).contains("This registry speaks HTTP/1.1");
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void javaClientSeesTheSame() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("http://localhost:" + DEMO.port() + "/things/a%2Fb"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(response.body()).isEqualTo("a/b");
      assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
    }
  }
}
