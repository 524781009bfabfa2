package dev.runspec.registry.server.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks on kept connections, on each as soon as the last answer is there, from one thread that
 * builds nothing while it runs: the cores belong to the server.
 */
final class Load implements AutoCloseable {

  private static final byte[] LENGTH =
      "content-length:".getBytes(StandardCharsets.US_ASCII); // in lower case

  private final Selector selector;
  private final List<Client> clients = new ArrayList<>();
  private final ByteBuffer[] requests;
  private final ByteBuffer rest = ByteBuffer.allocateDirect(256 << 10);
  private final int status;
  private int next;
  private long end;
  private int running;
  private long left;
  private Latencies latencies = new Latencies();
  private long bytes;

  /**
   * Connects.
   *
   * @param status of every answer that is to come
   * @param requests whole requests, which are sent in this order and again from the first
   */
  Load(int port, int connections, int status, List<byte[]> requests) throws IOException {
    this.selector = Selector.open();
    this.status = status;
    this.requests =
        requests.stream()
            .map(each -> ByteBuffer.allocateDirect(each.length).put(each).flip())
            .toArray(ByteBuffer[]::new);
    for (int at = 0; at < connections; at++) {
      clients.add(new Client(port));
    }
  }

  /** A request without a body. */
  static byte[] get(String path, String... headers) {
    StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    for (int at = 0; at < headers.length; at += 2) {
      head.append(headers[at]).append(": ").append(headers[at + 1]).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A request with JSON. */
  static byte[] post(String path, String json) {
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json";
    return (head + "\r\nContent-Length: " + length + "\r\n\r\n" + json)
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * One round.
   *
   * @param answers how many came
   * @param bytes what came, heads included
   * @param took how long it was
   */
  record Round(long answers, long bytes, Duration took, Latencies latencies) {

    double aSecond() {
      return answers * 1e9 / took.toNanos();
    }

    double bytesASecond() {
      return bytes * 1e9 / took.toNanos();
    }
  }

  /** Asks for so long, and waits for the last answers. */
  Round run(Duration time) throws IOException {
    return run(time, Long.MAX_VALUE);
  }

  /** Sends every request once, and waits for the answers. */
  Round once() throws IOException {
    next = 0;
    return run(Duration.ofDays(1), requests.length);
  }

  private Round run(Duration time, long atMost) throws IOException {
    left = atMost;
    latencies = new Latencies();
    bytes = 0;
    long start = System.nanoTime();
    end = start + time.toNanos();
    running = clients.size();
    for (Client client : clients) {
      client.sendOrRest(System.nanoTime());
    }
    while (running > 0) {
      int unused = selector.select(this::readable);
    }
    return new Round(
        latencies.count(), bytes, Duration.ofNanos(System.nanoTime() - start), latencies);
  }

  private void readable(SelectionKey key) {
    try {
      ((Client) key.attachment()).read();
    } catch (IOException e) {
      throw new UncheckedIOException("the load failed", e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Client client : clients) {
      client.channel.close();
    }
    selector.close();
  }

  /** One connection. */
  private final class Client {

    private final SocketChannel channel;
    private final ByteBuffer head = ByteBuffer.allocateDirect(16 << 10);
    private long sent;
    private long missing;

    Client(int port) throws IOException {
      channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      SelectionKey unused = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void sendOrRest(long now) throws IOException {
      if (now < end && left > 0) {
        left--;
        send(now);
      } else {
        running--;
      }
    }

    private void send(long now) throws IOException {
      ByteBuffer request = requests[next];
      next = next + 1 == requests.length ? 0 : next + 1;
      sent = now;
      request.rewind();
      while (request.hasRemaining()) {
        int unused = channel.write(request);
      }
    }

    void read() throws IOException {
      if (missing == 0) {
        count(channel.read(head));
        int body = bodyStart();
        if (body < 0) {
          return;
        }
        missing = contentLength(body) - (head.position() - body);
        head.clear();
      } else {
        rest.clear();
        missing -= count(channel.read(rest));
      }
      if (missing == 0) {
        answered();
      } else if (missing < 0) {
        throw new IOException("more came than was announced");
      }
    }

    private int count(int read) throws IOException {
      if (read < 0) {
        throw new EOFException("the server closed the connection");
      }
      bytes += read;
      return read;
    }

    private void answered() throws IOException {
      long now = System.nanoTime();
      latencies.add(now - sent);
      sendOrRest(now);
    }

    /** Where the body starts, or -1 while the head is not complete. */
    private int bodyStart() throws IOException {
      for (int at = 3; at < head.position(); at++) {
        if (head.get(at) == '\n' && head.get(at - 2) == '\n') {
          return at + 1;
        }
      }
      if (!head.hasRemaining()) {
        throw new IOException("the head of an answer is too long");
      }
      return -1;
    }

    private long contentLength(int body) throws IOException {
      int found = (head.get(9) - '0') * 100 + (head.get(10) - '0') * 10 + head.get(11) - '0';
      if (found != status) {
        throw new IOException("expected " + status + ", found " + found);
      }
      for (int line = 0; line < body; line++) {
        if (head.get(line) == '\n' && isLength(line + 1)) {
          return number(line + 1 + LENGTH.length);
        }
      }
      return 0;
    }

    private boolean isLength(int at) {
      for (int i = 0; i < LENGTH.length; i++) {
        if ((head.get(at + i) | 0x20) != LENGTH[i]) {
          return false;
        }
      }
      return true;
    }

    private long number(int at) {
      long number = 0;
      int from = at;
      while (head.get(from) == ' ') {
        from++;
      }
      for (; head.get(from) >= '0' && head.get(from) <= '9'; from++) {
        number = number * 10 + head.get(from) - '0';
      }
      return number;
    }
  }
}
