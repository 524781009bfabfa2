package dev.runspec.registry.server.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One bare connection to a server, on which a test says exactly what it wants. */
public final class Wire implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    socket.setSoTimeout(60_000);
  }

  /** Connects to this port on the loopback address. */
  public static Wire to(int port) {
    return over(() -> new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Uses a connection of any kind. */
  public static Wire over(Connecting connecting) {
    try {
      return new Wire(connecting.connect());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends text, one byte a character, in which \n stands for CR LF. */
  public Wire send(String text) {
    return sendBytes(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes as they are. */
  public Wire sendBytes(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends nothing more, and goes on listening. */
  public Wire sendNoMore() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one answer. */
  public Reply reply() {
    return reply(false);
  }

  /** Reads one answer to HEAD: there must be no body. */
  public Reply replyToHead() {
    return reply(true);
  }

  /** Whether the server has closed; waits until it has, and says no when it sends something. */
  public boolean isAtEnd() {
    try {
      return in.read() == -1;
    } catch (SocketException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the server closes before it took {@code most} bytes of this text over and over. */
  public boolean isCutOffWhileSending(String text, long most) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    try {
      for (long sent = 0; sent < most; sent += bytes.length) {
        socket.getOutputStream().write(bytes);
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private Reply reply(boolean head) {
    try {
      String status = line();
      List<String> headers = new ArrayList<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        headers.add(line);
      }
      Reply bare = new Reply(status, headers, "");
      int length = head ? 0 : Integer.parseInt(bare.header("content-length").orElse("0"));
      return new Reply(status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next == -1) {
        throw new IOException("closed after: " + line.toString(StandardCharsets.ISO_8859_1));
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a connection. */
  @FunctionalInterface
  public interface Connecting {
    Socket connect() throws IOException;
  }

  /** One answer. */
  public record Reply(String statusLine, List<String> headers, String body) {

    public int status() {
      return Integer.parseInt(statusLine.split(" ", -1)[1]);
    }

    public Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst();
    }
  }
}
