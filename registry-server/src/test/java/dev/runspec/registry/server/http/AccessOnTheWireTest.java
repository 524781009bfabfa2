package dev.runspec.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.observe.AccessLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccessOnTheWireTest {

  private static final ApiKeys.Rules OPEN_READS = new ApiKeys.Rules(false, false);

  private static String post(String headers) {
    return "POST /reset HTTP/1.1\nHost: localhost\n" + headers + "\n";
  }

  @Test
  void keylessRegistryTakesWritesFromItsOwnMachineUnlessForwarded() {
    try (Demo demo = new Demo()) {
      assertThat(demo.ask(post("")).status()).isEqualTo(200);
      Wire.Reply forwarded = demo.ask(post("X-Forwarded-For: 127.0.0.1\n"));
      assertThat(forwarded.status()).isEqualTo(403);
      assertThat(forwarded.body()).contains("\"code\":\"forbidden\"", "x-forwarded-for");
      assertThat(demo.ask(post("Origin: http://localhost:1\n")).status()).isEqualTo(403);
    }
  }

  @Test
  void keyedRegistrySaysTheSameToEveryBadKey() {
    KeyRing ring = KeyRing.of(ApiKey.unlimited("right"));
    try (Demo demo = new Demo(ring, OPEN_READS, builder -> builder)) {
      String expected =
          "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,"
              + "\"detail\":\"Invalid or missing API key\",\"code\":\"forbidden\"}";
      assertThat(demo.ask(post("")).body()).isEqualTo(expected);
      assertThat(demo.ask(post("X-API-Key: wrong\n")).body()).isEqualTo(expected);
      assertThat(demo.ask(post("x-api-key: right\n")).status()).isEqualTo(200);
      assertThat(demo.ask("GET", "/metrics").status()).isEqualTo(200);
    }
  }

  @Test
  void protectedReadsNeedAKeyAndHealthDoesNot() {
    KeyRing ring = KeyRing.of(ApiKey.unlimited("right"));
    try (Demo demo = new Demo(ring, new ApiKeys.Rules(true, false), builder -> builder)) {
      assertThat(demo.ask("GET", "/metrics").status()).isEqualTo(403);
      assertThat(demo.ask("GET", "/things").status()).isEqualTo(403);
      assertThat(demo.ask("GET", "/health").status()).isEqualTo(200);
      assertThat(demo.ask("GET /things HTTP/1.1\nHost: localhost\nX-API-Key: right\n\n").status())
          .isEqualTo(200);
    }
  }

  @Test
  void refusedBodyIsNotRead() {
    try (Demo demo = new Demo();
        Wire wire = demo.connect()) {
      wire.send("POST /reset HTTP/1.1\nHost: localhost\nVia: x\nContent-Length: 5\n\n");
      assertThat(wire.reply().status()).isEqualTo(403);
      wire.send("12345GET /health HTTP/1.1\nHost: localhost\n\n");
      assertThat(wire.reply().body()).isEqualTo("well");
    }
  }

  @Test
  void accessLogHasNoKeyAndNoQuery() {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    AccessLog log =
        new AccessLog(new PrintStream(lines, true, StandardCharsets.UTF_8), () -> Instant.EPOCH);
    KeyRing ring = KeyRing.of(ApiKey.unlimited("right"));
    try (Demo demo = new Demo(ring, OPEN_READS, builder -> builder.log(log))) {
      assertThat(demo.ask("POST /reset?k=right HTTP/1.1\nHost: localhost\nX-API-Key: right\n\n"))
          .isNotNull();
      assertThat(demo.ask("GET", "/things/ä%0A?x=1").status()).isEqualTo(400);
    }
    assertThat(lines.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches("1970-01-01T00:00:00Z 127.0.0.1 default POST /reset 200 5 [0-9]+us"),
            line ->
                assertThat(line)
                    .matches(
                        "1970-01-01T00:00:00Z 127.0.0.1 - GET /things/\\?+%0A 400 [0-9]+ [0-9]+us"));
  }
}
