package dev.runspec.registry.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.server.RegistryServer;
import dev.runspec.registry.server.http.TrustingTls;
import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.net.SocketFactory;

/**
 * A whole registry on a free port, and a caller who has its key if there is one. Every answer to
 * this caller must be as the OpenAPI document describes it.
 */
final class RunningRegistry implements AutoCloseable {

  /** The key of a registry that has one. */
  static final String KEY = "correct horse battery staple";

  /** All that can be read, and the revision, which any change would move. */
  private static final List<String> EVERYTHING =
      List.of(
          "/instances",
          "/tools",
          "/tools?active=false",
          "/hosts",
          "/hosts?active=false",
          "/export/superputty",
          "/export/mobaxterm",
          "/export/ssh-config",
          "/export/ansible",
          "/export/rundeck",
          "/export/prometheus");

  private final Setup setup;
  private final RegistryServer server;
  private final HttpClient client;

  RunningRegistry(Setup setup) {
    this.setup = setup;
    this.server = RegistryServer.start(setup.config(), setup.clock);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(TrustingTls.CONTEXT)
            .build();
  }

  static RunningRegistry start(Way way) {
    return new Setup(way).start();
  }

  Way way() {
    return setup.way;
  }

  HandClock clock() {
    return setup.clock;
  }

  void advance(Duration by) {
    setup.clock.advance(by);
  }

  int port() {
    return server.port();
  }

  Reply get(String path, String... headers) {
    return ask("GET", path, BodyPublishers.noBody(), headers);
  }

  Reply delete(String path) {
    return ask("DELETE", path, BodyPublishers.noBody());
  }

  /** Posts nothing. */
  Reply post(String path) {
    return ask("POST", path, BodyPublishers.noBody());
  }

  Reply post(String path, String json) {
    return post(path, json.getBytes(UTF_8));
  }

  Reply post(String path, byte[] json) {
    return ask("POST", path, BodyPublishers.ofByteArray(json), "Content-Type", "application/json");
  }

  /** Registers an agent as one of 0.1.1 does. */
  Reply register(String id, String name, String host) {
    return post("/instances", Bodies.registration(id, name, host));
  }

  /** Asks on a thread of its own, and waits until the registry keeps it waiting. */
  CompletableFuture<Reply> getWaiting(String path, String etag, int seconds) {
    int before = waiting();
    CompletableFuture<Reply> reply =
        CompletableFuture.supplyAsync(
            () -> get(path, "If-None-Match", etag, "Prefer", "wait=" + seconds),
            Thread::startVirtualThread);
    while (waiting() == before && !reply.isDone()) {
      Thread.onSpinWait();
    }
    return reply;
  }

  /** How many reads wait and streams are open. */
  int waiting() {
    return Integer.parseInt(metric("registry_waiting").get(0).split(" ", -1)[1]);
  }

  /** Reads events; headers come as name, value, name, value. */
  Listening listen(String query, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("X-API-Key", KEY));
    HttpRequest request =
        HttpRequest.newBuilder(uri("/events" + query)).headers(all.toArray(String[]::new)).build();
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      return new Listening(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks as somebody with the key; headers come as name, value, name, value. */
  Reply ask(String method, String path, BodyPublisher body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    if (setup.way.isKeyed()) {
      all.addAll(List.of("X-API-Key", KEY));
    }
    return askBare(method, path, body, all.toArray(String[]::new));
  }

  /** The answer as it came, compressed or not. */
  HttpResponse<byte[]> getBytes(String path, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("X-API-Key", KEY));
    return send("GET", path, BodyPublishers.noBody(), all.toArray(String[]::new));
  }

  /** Asks with these headers and no others. */
  Reply askBare(String method, String path, BodyPublisher body, String... headers) {
    return reply(send(method, path, body, headers));
  }

  private HttpResponse<byte[]> send(
      String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      requireDescribed(method, path, reply(response));
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void requireDescribed(String method, String path, Reply reply) {
    Description.BUNDLED
        .operation(method, path)
        .map(operation -> Description.BUNDLED.faults(operation, reply))
        .filter(faults -> !faults.isEmpty())
        .ifPresent(
            faults -> {
              throw new AssertionError(method + " " + path + " is not as described: " + faults);
            });
  }

  private URI uri(String path) {
    return URI.create(setup.way.scheme() + "://127.0.0.1:" + server.port() + path);
  }

  private static Reply reply(HttpResponse<byte[]> response) {
    List<String> headers = new ArrayList<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(value -> headers.add(name + ": " + value)));
    return new Reply(
        "HTTP/1.1 " + response.statusCode(), headers, new String(response.body(), UTF_8));
  }

  /** A bare connection. */
  Wire connect() {
    return connectFrom("127.0.0.1");
  }

  /** A bare connection from another address of this machine. */
  Wire connectFrom(String address) {
    return Wire.over(
        () -> {
          SocketFactory factory =
              setup.way.isSecure()
                  ? TrustingTls.CONTEXT.getSocketFactory()
                  : SocketFactory.getDefault();
          Socket socket =
              factory.createSocket(
                  InetAddress.getLoopbackAddress(), port(), InetAddress.getByName(address), 0);
          socket.setTcpNoDelay(true);
          return socket;
        });
  }

  /** Sends one request as written, \n for CR LF, and {@code {key}} for the key's header field. */
  Reply send(String text) {
    try (Wire wire = connect()) {
      Reply reply = wire.send(withKey(text, "X-API-Key")).reply();
      String[] line = text.split(" ", 3);
      requireDescribed(line[0], line[1], reply);
      return reply;
    }
  }

  /** The request with the key's header field, spelled like this, where it says {@code {key}}. */
  String withKey(String text, String header) {
    return text.replace("{key}\n", setup.way.isKeyed() ? header + ": " + KEY + "\n" : "");
  }

  /** Everything that a reader can see. */
  String state() {
    return EVERYTHING.stream()
            .map(path -> path + "\n" + get(path).body())
            .collect(Collectors.joining("\n"))
        + "\n"
        + metric("registry_revision");
  }

  /** The lines of a metric. */
  List<String> metric(String name) {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .toList();
  }

  /** Stops the registry, and lets its callers hear the last of it. */
  void stop() {
    server.close();
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
  }

  @Override
  public String toString() {
    return setup.way.toString();
  }
}
