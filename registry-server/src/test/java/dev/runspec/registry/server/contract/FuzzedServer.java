package dev.runspec.registry.server.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One registry for all inputs of a fuzz test, and what it says to bytes on a connection. */
final class FuzzedServer {

  /** How long it may say nothing before we take it that it waits, as some may ask it to. */
  private static final int PATIENCE_MILLIS = 300;

  /** Moves time beyond every wait that can be asked for. */
  private static final Duration LONG = Duration.ofMinutes(11);

  private static final int MOST_SILENCES = 2;
  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) [^\r\n]*\r\n");

  private final RunningRegistry registry = new Setup(Way.HTTP).maxBody(65_536).start();

  private int moves;

  FuzzedServer() {
    Routes.inhabit(registry);
  }

  /** The statuses of all that it answers to these bytes, after which nothing more comes. */
  List<Integer> statuses(byte[] bytes) {
    String answer = answer(bytes);
    if (!answer.isEmpty() && !STATUS.matcher(answer).lookingAt()) {
      throw new AssertionError("no HTTP: " + answer);
    }
    return STATUS
        .matcher(answer)
        .results()
        .map((MatchResult each) -> Integer.valueOf(each.group(1)))
        .toList();
  }

  private String answer(byte[] bytes) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), registry.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      try {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
      } catch (SocketException e) {
        // It has heard enough; what it says to that is read below.
      }
      read(socket.getInputStream(), answer);
    } catch (SocketException e) {
      // It has hung up, and need not have read all.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.toString(ISO_8859_1);
  }

  private void read(InputStream in, ByteArrayOutputStream answer) throws IOException {
    byte[] buffer = new byte[8192];
    for (int silences = 0; silences < MOST_SILENCES && answer.size() < MOST_BYTES; ) {
      try {
        int count = in.read(buffer);
        if (count < 0) {
          return;
        }
        answer.write(buffer, 0, count);
      } catch (SocketTimeoutException e) {
        registry.advance(LONG);
        moves++;
        silences++;
      }
    }
  }

  /** The revision, and how often time moved: it brings about changes of its own. */
  record State(String revision, int moves) {}

  State state() {
    return new State(registry.metric("registry_revision").toString(), moves);
  }
}
