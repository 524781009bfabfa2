package dev.runspec.registry.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ResourceLock(ServerProcess.LOCK)
class StopTest {

  private static final String BODY =
      "{\"instance_id\":\"late\",\"name\":\"n\",\"version\":\"1\",\"host\":\"h\"}";

  @TempDir Path folder;

  /** Signals that a shell had us ignore are heard again, as they are in a terminal. */
  private ServerProcess start() throws IOException {
    return ServerProcess.withData(folder).under("env", "--default-signal=TERM,INT,HUP").start();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void signalFinishesWhatRunsAndThenEnds(Signal signal, int exitCode) throws Exception {
    try (ServerProcess server = start()) {
      int port = server.port();
      try (Wire slow = Wire.to(port);
          Wire idle = Wire.to(port)) {
        assertThat(idle.send("GET /health HTTP/1.1\nHost: localhost\n\n").reply().status())
            .isEqualTo(200);
        slow.send(head(BODY.length()));
        assertThat(slow.reply().status()).isEqualTo(100);
        slow.send(BODY.substring(0, 10));

        server.signal(signal);
        assertThat(idle.isAtEnd()).as("an idle connection is ended").isTrue();
        Until.holds("new connections are refused", () -> refuses(port));
        assertThat(server.handle().isAlive()).isTrue();

        slow.send(BODY.substring(10));
        Wire.Reply reply = slow.reply();
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.body()).startsWith("{\"status\":\"ok\"").endsWith("}");
        assertThat(reply.header("Connection")).contains("close");
        assertThat(slow.isAtEnd()).isTrue();
      }
      assertThat(server.exitCode()).isEqualTo(exitCode);
      assertThat(server.out().all()).hasSize(1);
      assertThat(server.err().all()).isEmpty();
    }
    try (ServerProcess next = ServerProcess.withData(folder).start()) {
      assertThat(next.get("/instances/late").statusCode()).isEqualTo(200);
    }
  }

  /** Announces a registration of so many bytes, and asks for a sign that it is being read. */
  private static String head(int length) {
    return """
    POST /instances HTTP/1.1
    Host: localhost
    Content-Type: application/json
    Content-Length: %d
    Expect: 100-continue

    """
        .formatted(length);
  }

  private static boolean refuses(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (ConnectException e) {
      return true;
    }
  }

  @Test
  void requestThatNeverEndsIsWaitedForNoLongerThanTheGrace() throws Exception {
    try (ServerProcess server =
        ServerProcess.withData(folder).option("--shutdown-grace", "5s").start()) {
      try (Wire slow = Wire.to(server.port())) {
        slow.send(head(100));
        assertThat(slow.reply().status()).isEqualTo(100);
        server.signal(Signal.TERM);
        assertThat(server.exitCode()).isEqualTo(143);
        assertThat(slow.isAtEnd()).as("nothing is answered half").isTrue();
      }
    }
  }
}
