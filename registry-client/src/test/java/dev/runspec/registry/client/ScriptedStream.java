package dev.runspec.registry.client;

import com.sun.net.httpserver.HttpExchange;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A stream of events that says what a test sends, one connection after the other. */
final class ScriptedStream implements Reply {

  private static final String END = "end";

  private final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
  private final long length;
  private final @Nullable String position;

  private ScriptedStream(long length, @Nullable String position) {
    this.length = length;
    this.position = position;
  }

  /** A stream without a length, which can end. */
  ScriptedStream() {
    this(0, null);
  }

  /** A stream whose head says where the registry stands. */
  static ScriptedStream at(String position) {
    return new ScriptedStream(0, position);
  }

  /** A stream that promises more than it ever sends, so that its end is the end of a connection. */
  static ScriptedStream fragile() {
    return new ScriptedStream(1L << 40, null);
  }

  /**
   * An event of this kind about the instance {@code a}, at the position {@code e-} of this number.
   */
  static String event(String kind, int revision) {
    return "event: %s\nid: e-%d\ndata: {\"revision\":%d,\"event\":\"%s\",\"instance_id\":\"a\","
            .formatted(kind, revision, revision, kind)
        + "\"name\":\"web\",\"host\":\"web-01\"}\n\n";
  }

  /** Sends this. */
  ScriptedStream send(String piece) {
    pieces.add(piece);
    return this;
  }

  /** Ends this connection. */
  ScriptedStream end() {
    return send(END);
  }

  @Override
  public void to(HttpExchange exchange, CountDownLatch closing)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream;charset=utf-8");
    if (position != null) {
      exchange.getResponseHeaders().set("X-Registry-Position", position);
    }
    exchange.sendResponseHeaders(200, length);
    OutputStream body = exchange.getResponseBody();
    while (closing.getCount() > 0) {
      String piece = pieces.poll(20, TimeUnit.MILLISECONDS);
      if (piece == null) {
        continue;
      }
      if (piece.equals(END)) {
        return;
      }
      body.write(piece.getBytes(StandardCharsets.UTF_8));
      body.flush();
    }
  }
}
