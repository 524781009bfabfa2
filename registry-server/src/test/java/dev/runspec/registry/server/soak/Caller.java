package dev.runspec.registry.server.soak;

import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Somebody with one connection, which is kept until there is a reason to close it. */
final class Caller implements AutoCloseable {

  private final Subject subject;
  private final Findings findings;
  private final Random random;
  private @Nullable Wire wire;

  Caller(Subject subject, Findings findings, long seed) {
    this.subject = subject;
    this.findings = findings;
    this.random = new Random(seed);
  }

  Random random() {
    return random;
  }

  Subject subject() {
    return subject;
  }

  Findings findings() {
    return findings;
  }

  /** Reads without a key, and counts the answer as one of this kind. */
  Reply get(String kind, String path, String fields, int... expected) {
    return send(kind, "GET " + path + " HTTP/1.1\nHost: localhost\n" + fields + "\n", expected);
  }

  /** Writes with the key. */
  Reply write(String kind, String method, String path, String body, int... expected) {
    return send(
        kind,
        method
            + " "
            + path
            + " HTTP/1.1\nHost: localhost\nX-API-Key: "
            + Subject.KEY
            + "\n"
            + (body.isEmpty() ? "" : "Content-Type: application/json\n")
            + "Content-Length: "
            + body.length()
            + "\n\n"
            + body,
        expected);
  }

  /** Sends this, \n for CR LF; an answer of another status than these is a violation. */
  Reply send(String kind, String request, int... expected) {
    Wire open = wire();
    Reply reply = open.send(request).reply();
    String connection = reply.header("connection").orElse("");
    if (connection.contains("close")) {
      close();
    }
    judge(kind, request, reply, expected);
    return reply;
  }

  /** Counts an answer; one of another status than these is a violation. */
  void judge(String kind, String request, Reply reply, int... expected) {
    findings.answered(kind, reply.status());
    if (Arrays.stream(expected).noneMatch(status -> status == reply.status())) {
      findings.violation(
          "%s was answered %s %s"
              .formatted(start(request), reply.statusLine(), start(reply.body())));
    }
  }

  private static String start(String text) {
    return text.substring(0, Math.min(text.length(), 200)).replace("\n", " ");
  }

  private Wire wire() {
    Wire open = wire;
    if (open == null) {
      open = Wire.to(subject.port());
      wire = open;
    }
    return open;
  }

  /** A bare connection from some address of this machine, of which the caller takes care. */
  Socket socketFromAnywhere() throws IOException {
    byte[] address = {
      127,
      (byte) (1 + random.nextInt(200)),
      (byte) random.nextInt(250),
      (byte) (1 + random.nextInt(250))
    };
    Socket socket =
        new Socket(
            InetAddress.getLoopbackAddress(), subject.port(), InetAddress.getByAddress(address), 0);
    socket.setTcpNoDelay(true);
    return socket;
  }

  static byte[] bytes(String request) {
    return request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    Wire open = wire;
    wire = null;
    if (open != null) {
      open.close();
    }
  }
}
