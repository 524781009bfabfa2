package dev.runspec.registry.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An HTTP server that answers what a test wrote down, and remembers what it was asked. */
public final class ScriptedRegistry implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads;
  private final String scheme;
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  private ScriptedRegistry(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "scripted-registry");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Starts one on a free port. */
  public static ScriptedRegistry start() {
    return startOn(0);
  }

  /** Starts one on this port. */
  public static ScriptedRegistry startOn(int port) {
    return startOn(loopback(port));
  }

  /** Starts one on this address. */
  public static ScriptedRegistry startOn(InetSocketAddress address) {
    try {
      return new ScriptedRegistry(HttpServer.create(address, 0), "http");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one on a free port that speaks TLS. */
  public static ScriptedRegistry startSecure(SSLContext identity) {
    try {
      HttpsServer secure = HttpsServer.create(loopback(0), 0);
      secure.setHttpsConfigurator(new HttpsConfigurator(identity));
      return new ScriptedRegistry(secure, "https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  public URI uri() {
    return URI.create(scheme + "://127.0.0.1:" + port());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Answers this request with these replies in turn, and then with the last one for ever. */
  public ScriptedRegistry on(String methodAndTarget, Reply... replies) {
    scripts.put(methodAndTarget, new Script(List.of(replies), new AtomicInteger()));
    return this;
  }

  /** What was asked so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** What was asked so far, as {@code GET /tools?active=true}. */
  public List<String> targets() {
    return requests.stream().map(Request::target).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    byte[] body = exchange.getRequestBody().readAllBytes();
    requests.add(
        new Request(
            target,
            new String(body, StandardCharsets.UTF_8),
            Map.copyOf(exchange.getRequestHeaders())));
    Script script = scripts.get(target);
    Reply reply = script == null ? Reply.json(404, "{\"detail\":\"Not Found\"}") : script.next();
    try (exchange) {
      reply.to(exchange, closing);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private record Script(List<Reply> replies, AtomicInteger turn) {

    Reply next() {
      return replies.get(Math.min(turn.getAndIncrement(), replies.size() - 1));
    }
  }

  /** One request as it came. */
  public record Request(String target, String body, Map<String, List<String>> headers) {

    /** The first value of a header, or null. */
    public @Nullable String header(String name) {
      for (Map.Entry<String, List<String>> header : headers.entrySet()) {
        if (header.getKey().equalsIgnoreCase(name)) {
          return header.getValue().get(0);
        }
      }
      return null;
    }
  }

  /** One answer. */
  public interface Reply {

    /** Answers; {@code closing} is released when the test is over. */
    void to(HttpExchange exchange, CountDownLatch closing) throws IOException, InterruptedException;

    /** A JSON body. */
    static Reply json(String body) {
      return json(200, body);
    }

    /** A JSON body with headers, name and value in turn. */
    static Reply json(int status, String body, String... headers) {
      return (exchange, closing) -> {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        for (int at = 0; at < headers.length; at += 2) {
          exchange.getResponseHeaders().set(headers[at], headers[at + 1]);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
      };
    }

    /** Nothing, for as long as the test lasts. */
    static Reply silence() {
      return (exchange, closing) -> closing.await();
    }

    /** The connection closed without an answer. */
    static Reply hangUp() {
      return (exchange, closing) -> exchange.close();
    }

    /** A hundred bytes promised and ten sent; then the connection ends, or waits for the test. */
    static Reply truncated(boolean isStalled) {
      return (exchange, closing) -> {
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write("[         ".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        if (isStalled) {
          closing.await();
        }
      };
    }
  }
}
