package dev.runspec.registry.server.faults;

import dev.runspec.registry.server.etcd.Ports;
import dev.runspec.registry.server.etcd.Wire;
import dev.runspec.registry.server.process.ServerProcess;
import dev.runspec.registry.server.process.Signal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** One registry on an etcd that it reaches over wires of its own. */
final class Replica implements AutoCloseable {

  /** What was sent before it went, or comes while it starts, may fail as well. */
  private static final long GRACE = Duration.ofSeconds(1).toNanos();

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofMillis(500))
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  private final String name;
  private final Path folder;
  private final int port = Ports.free();
  private final List<Wire> wires;
  private final List<Absence> absences = new CopyOnWriteArrayList<>();
  private Optional<ServerProcess> process = Optional.empty();

  Replica(String name, Path folder, List<Wire> wires) {
    this.name = name;
    this.folder = folder;
    this.wires = wires;
  }

  /** A time in which nobody can expect an answer. */
  private record Absence(long begin, long end) {}

  /** Starts it, and does not wait for it. */
  void launch() throws IOException {
    String endpoints =
        wires.stream().map(Wire::endpoint).map(URI::toString).collect(Collectors.joining(","));
    process =
        Optional.of(
            ServerProcess.in(folder)
                .option("--host", "127.0.0.1", "--port", Integer.toString(port))
                .option("--store", "etcd", "--etcd-endpoints", endpoints)
                .option("--rate-limit", "off")
                .start());
  }

  void awaitReady() throws InterruptedException {
    ServerProcess.Ready unused = process().ready();
    comeBack();
  }

  private ServerProcess process() {
    return process.orElseThrow();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    goAway();
    process().kill();
  }

  /** Starts it again. */
  void restart() throws IOException, InterruptedException {
    process().close();
    launch();
    awaitReady();
  }

  /** Freezes it: connections stay open, and nothing answers. */
  void pause() throws IOException, InterruptedException {
    goAway();
    process().signal(Signal.STOP);
  }

  void resume() throws IOException, InterruptedException {
    process().signal(Signal.CONT);
    comeBack();
  }

  /** Cuts it off from etcd. */
  void cut() {
    wires.forEach(Wire::cut);
  }

  /** Loses all that goes between it and etcd. */
  void silence() {
    wires.forEach(Wire::freeze);
  }

  /** Lets it reach etcd again. */
  void mend() throws IOException {
    for (Wire wire : wires) {
      wire.mend();
    }
  }

  private void goAway() {
    absences.add(new Absence(System.nanoTime(), Long.MAX_VALUE));
  }

  private void comeBack() {
    long now = System.nanoTime();
    absences.replaceAll(
        each -> each.end() == Long.MAX_VALUE ? new Absence(each.begin(), now) : each);
  }

  /** Whether it was away at any time between these. */
  boolean wasAway(long from, long to) {
    return absences.stream()
        .anyMatch(
            each ->
                to - each.begin() > -GRACE
                    && (each.end() == Long.MAX_VALUE || from - each.end() < GRACE));
  }

  /** What it wrote to its log. */
  List<String> log() {
    return process.map(each -> each.err().soFar()).orElse(List.of());
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Reads. */
  Reply get(String path, Duration patience, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, patience, headers).build());
  }

  /** Writes; an empty body is none. */
  Reply write(String method, String path, String json, Duration patience)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path, patience);
    if (json.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(json));
    }
    return send(request.build());
  }

  private HttpRequest.Builder request(String path, Duration patience, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(patience);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private Reply send(HttpRequest request) throws IOException, InterruptedException {
    long asked = System.nanoTime();
    var response = HTTP.send(request, BodyHandlers.ofString());
    return new Reply(this, response, asked, System.nanoTime());
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() {
    process.ifPresent(ServerProcess::close);
    wires.forEach(Wire::close);
  }
}
