package dev.runspec.registry.server.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One kept connection that costs its own side as little as can be. */
final class Connection implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  Connection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 512);
  }

  /** One answer; {@code bytes} is what came over the wire, head included. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Reply(int status, Map<String, String> headers, byte[] body, long bytes) {

    String etag() {
      return headers.getOrDefault("etag", "");
    }
  }

  Reply get(String path, String... headers) throws IOException {
    request(path, headers);
    return reply();
  }

  /** Sends a GET and does not wait. */
  void request(String path, String... headers) throws IOException {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    for (int at = 0; at < headers.length; at += 2) {
      request.append(headers[at]).append(": ").append(headers[at + 1]).append("\r\n");
    }
    write(request.append("\r\n").toString());
  }

  Reply post(String path, String json) throws IOException {
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    write(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            + length
            + "\r\n\r\n"
            + json);
    return reply();
  }

  private void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Waits for an answer of known length. */
  Reply reply() throws IOException {
    String line = line();
    long bytes = line.length() + 2L;
    int status = Integer.parseInt(line.split(" ", -1)[1]);
    Map<String, String> headers = new TreeMap<>();
    for (line = line(); !line.isEmpty(); line = line()) {
      bytes += line.length() + 2L;
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Reply(status, headers, body, bytes + 2L + body.length);
  }

  /** The next line, of a stream among others. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next == -1) {
        throw new EOFException("closed");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
