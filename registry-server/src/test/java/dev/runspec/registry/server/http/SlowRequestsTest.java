package dev.runspec.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlowRequestsTest {

  private static final Duration NEVER = Duration.ofDays(10_000);
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration SWEEP = Duration.ofMillis(1);
  private static final long TICK = 10_000_000;

  private final AtomicLong nanos = new AtomicLong();
  private volatile boolean timeRuns;

  /** A clock that stands until the test lets it run, and then goes on whenever it is read. */
  private long now() {
    return timeRuns ? nanos.addAndGet(TICK) : nanos.get();
  }

  private Demo demo(
      Duration header, Duration body, Duration answer, Duration idle, Duration linger) {
    return new Demo(
        builder ->
            builder
                .limits(new Limits(1 << 20, 4096, 2048, 10))
                .nanos(this::now)
                .patience(new SlowRequests.Limits(header, body, answer, idle, linger, SWEEP)));
  }

  /** Lets time run until the server has closed this connection. */
  private boolean isCutOff(Wire wire) {
    timeRuns = true;
    boolean end = wire.isAtEnd();
    timeRuns = false;
    return end;
  }

  private static String hits(Demo demo, String limit) {
    return new String(demo.metrics.exposition(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("registry_limits_hit_total{limit=\"" + limit + "\"}"))
        .findFirst()
        .orElse("");
  }

  @Test
  void silentConnectionEnds() {
    try (Demo demo = demo(NEVER, NEVER, NEVER, SOON, NEVER);
        Wire wire = demo.connect()) {
      assertThat(isCutOff(wire)).isTrue();
      assertThat(hits(demo, "idle")).endsWith(" 1");
    }
  }

  @Test
  void connectionThatIdlesAfterItsRequestEnds() {
    try (Demo demo = demo(NEVER, NEVER, NEVER, SOON, NEVER);
        Wire wire = demo.connect()) {
      wire.send("GET /health HTTP/1.1\nHost: localhost\n\n");
      assertThat(wire.reply().status()).isEqualTo(200);
      assertThat(isCutOff(wire)).isTrue();
      assertThat(hits(demo, "idle")).endsWith(" 1");
    }
  }

  @Test
  void requestLineThatNeverEndsIsCutOff() {
    try (Demo demo = demo(SOON, NEVER, NEVER, NEVER, NEVER);
        Wire wire = demo.connect()) {
      wire.send("GET /hea");
      assertThat(isCutOff(wire)).isTrue();
      assertThat(hits(demo, "slow_header")).endsWith(" 1");
    }
  }

  @Test
  void headerThatNeverEndsIsCutOff() {
    try (Demo demo = demo(SOON, NEVER, NEVER, NEVER, NEVER);
        Wire wire = demo.connect()) {
      wire.send("GET /health HTTP/1.1\nHost: localhost\nX: ");
      assertThat(isCutOff(wire)).isTrue();
      assertThat(hits(demo, "slow_header")).endsWith(" 1");
    }
  }

  @Test
  void secondRequestIsWatchedLikeTheFirst() {
    try (Demo demo = demo(SOON, NEVER, NEVER, NEVER, NEVER);
        Wire wire = demo.connect()) {
      wire.send("GET /health HTTP/1.1\nHost: localhost\n\n");
      assertThat(wire.reply().status()).isEqualTo(200);
      wire.send("GET /health HTTP/1.1\n");
      assertThat(isCutOff(wire)).isTrue();
      assertThat(hits(demo, "slow_header")).endsWith(" 1");
    }
  }

  @Test
  void bodyThatNeverEndsIsCutOff() {
    try (Demo demo = demo(NEVER, SOON, NEVER, NEVER, NEVER);
        Wire wire = demo.connect()) {
      wire.send(
          """
          POST /things HTTP/1.1
          Host: localhost
          Content-Type: application/json
          Content-Length: 10

          {\
          """);
      assertThat(isCutOff(wire)).isTrue();
      assertThat(hits(demo, "slow_body")).endsWith(" 1");
    }
  }

  @Test
  void chunkedBodyThatNeverEndsIsCutOff() {
    try (Demo demo = demo(NEVER, SOON, NEVER, NEVER, NEVER);
        Wire wire = demo.connect()) {
      wire.send(
          """
          POST /things HTTP/1.1
          Host: localhost
          Content-Type: application/json
          Transfer-Encoding: chunked

          1
          {
          """);
      assertThat(isCutOff(wire)).isTrue();
      assertThat(hits(demo, "slow_body")).endsWith(" 1");
    }
  }

  @Test
  void bodyThatNobodyReadsIsNotWaitedForEither() {
    try (Demo demo = demo(NEVER, SOON, NEVER, NEVER, NEVER);
        Wire wire = demo.connect()) {
      wire.send("POST /nothing HTTP/1.1\nHost: localhost\nContent-Length: 10\n\n{");
      assertThat(wire.reply().status()).isEqualTo(404);
      assertThat(isCutOff(wire)).isTrue();
    }
  }

  @Test
  void refusedBodyIsLingeredForAndNotLonger() {
    try (Demo demo = demo(NEVER, NEVER, NEVER, NEVER, SOON);
        Wire wire = demo.connect()) {
      wire.send("POST /nothing HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n1\n{");
      assertThat(wire.reply().status()).isEqualTo(404);
      assertThat(isCutOff(wire)).isTrue();
    }
  }

  @Test
  void emptyBodyIsNotLingeredFor() {
    try (Demo demo = demo(NEVER, NEVER, NEVER, NEVER, NEVER);
        Wire wire = demo.connect()) {
      wire.send("GET /health HTTP/1.1\nHost: localhost\nConnection: close\nContent-Length: 0\n\n");
      assertThat(wire.reply().status()).isEqualTo(200);
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void answerThatNobodyTakesIsCutOff() {
    try (Demo demo = demo(NEVER, NEVER, SOON, NEVER, NEVER);
        Wire wire = demo.connect()) {
      wire.send("GET /large HTTP/1.1\nHost: localhost\n\n");
      timeRuns = true;
      while (hits(demo, "slow_reader").endsWith(" 0")) {
        Thread.onSpinWait();
      }
      assertThat(hits(demo, "slow_reader")).endsWith(" 1");
    }
  }

  @Test
  void runningHandlerIsLeftInPeace() throws InterruptedException {
    try (Demo demo = demo(SOON, SOON, SOON, SOON, SOON);
        Wire wire = demo.connect();
        Wire witness = demo.connect()) {
      wire.send("GET /slow HTTP/1.1\nHost: localhost\n\n");
      demo.slowRuns.await();
      // Another connection runs out of patience twice before the handler may go on.
      assertThat(isCutOff(witness)).isTrue();
      try (Wire again = demo.connect()) {
        assertThat(isCutOff(again)).isTrue();
      }
      demo.slowMayEnd.countDown();
      assertThat(wire.reply().body()).isEqualTo("finished");
    }
  }

  @Test
  void chunkSizeLineWithoutAnEndIsCutOffBeforeItFillsTheMemory() {
    try (Demo demo = demo(NEVER, NEVER, NEVER, NEVER, NEVER);
        Wire wire = demo.connect()) {
      wire.send(
          """
          POST /things HTTP/1.1
          Host: localhost
          Content-Type: application/json
          Transfer-Encoding: chunked

          """);
      assertThat(wire.isCutOffWhileSending("0".repeat(1 << 16), 1 << 30)).isTrue();
    }
  }
}
