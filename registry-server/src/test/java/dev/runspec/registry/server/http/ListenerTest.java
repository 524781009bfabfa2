package dev.runspec.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.server.StartException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ListenerTest {

  @Test
  void busyPortIsOneClearLine() {
    try (Demo first = new Demo()) {
      assertThatThrownBy(() -> new Demo(builder -> builder.port(first.port())).close())
          .isInstanceOf(StartException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + first.port())
          .hasMessageContaining("--port")
          .hasMessageNotContaining("\n");
      assertThat(first.ask("GET", "/health").status()).isEqualTo(200);
    }
  }

  @Test
  void hostThatIsNotOursIsOneClearLine() {
    assertThatThrownBy(() -> new Demo(builder -> builder.host("no such host")).close())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("'no such host'");
    assertThatThrownBy(() -> new Demo(builder -> builder.host("192.0.2.1")).close())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot listen on 192.0.2.1:0");
  }

  @Test
  void portIsFreeAgainAfterClose() {
    for (int round = 1; ; round++) {
      Demo first = new Demo();
      int port = first.port();
      first.close();
      assertThat(first.listener.isRunning()).isFalse();
      try (Demo second = new Demo(builder -> builder.port(port))) {
        assertThat(second.ask("GET", "/health").status()).isEqualTo(200);
        return;
      } catch (StartException e) {
        // A connection of a test beside this one may have been given the port meanwhile.
        if (round == 5) {
          throw e;
        }
      }
    }
  }

  @Test
  void stopFinishesWhatRunsAndEndsWhatIdles() throws InterruptedException {
    Demo demo = new Demo(builder -> builder.grace(Duration.ofSeconds(60)));
    int port = demo.port();
    try (Wire running = demo.connect();
        Wire silent = demo.connect();
        Wire idle = demo.connect()) {
      // They are accepted one after the other: an answer to the last means that all are.
      assertThat(idle.send("GET /health HTTP/1.1\nHost: localhost\n\n").reply().status())
          .isEqualTo(200);
      running.send("GET /slow HTTP/1.1\nHost: localhost\n\n");
      demo.slowRuns.await();
      Thread stopping = Thread.ofVirtual().start(demo.listener::close);
      assertThat(idle.isAtEnd()).isTrue();
      assertThat(silent.isAtEnd()).isTrue();
      assertThat(refusesConnections(port)).isTrue();
      demo.slowMayEnd.countDown();
      Wire.Reply reply = running.reply();
      assertThat(reply.body()).isEqualTo("finished");
      assertThat(reply.header("connection")).contains("close");
      assertThat(running.isAtEnd()).isTrue();
      stopping.join();
    }
    assertThat(demo.listener.isRunning()).isFalse();
  }

  private static boolean refusesConnections(int port) {
    while (true) {
      try (Wire wire = Wire.to(port)) {
        assertThat(wire).isNotNull();
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos()); // a flood would be another test
      } catch (UncheckedIOException e) {
        return true;
      }
    }
  }

  @Test
  void stopDoesNotWaitForEver() throws InterruptedException {
    Demo demo = new Demo(builder -> builder.grace(Duration.ofMillis(50)));
    try (Wire running = demo.connect()) {
      running.send("GET /slow HTTP/1.1\nHost: localhost\n\n");
      demo.slowRuns.await();
      demo.listener.close();
      assertThat(demo.listener.isRunning()).isFalse();
    }
  }

  @Test
  void connectionOverTheLimitWaitsForAPlace() {
    try (Demo demo = new Demo(builder -> builder.limits(new Limits(1000, 4096, 2048, 2)));
        Wire staying = demo.connect();
        Wire leaving = demo.connect();
        Wire waiting = demo.connect()) {
      waiting.send("GET /things/waiting HTTP/1.1\nHost: localhost\n\n");
      assertThat(staying.send("GET /health HTTP/1.1\nHost: localhost\n\n").reply().status())
          .isEqualTo(200);
      leaving.send("GET /things/leaving HTTP/1.1\nHost: localhost\nConnection: close\n\n");
      assertThat(leaving.reply().body()).isEqualTo("leaving");
      assertThat(waiting.reply().body()).isEqualTo("waiting");
    }
  }

  @Test
  void usualLimitsStayBelowWhatTheProcessMayOpen() {
    Limits usual = Limits.withBody(Limits.DEFAULT_BODY);
    assertThat(usual.connections()).isBetween(1, 50_000);
    assertThat(usual.body()).isEqualTo(8 * 1024 * 1024);
  }
}
