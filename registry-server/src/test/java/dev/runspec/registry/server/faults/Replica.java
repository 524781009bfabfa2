package dev.runspec.registry.server.faults;

import dev.runspec.registry.Ports;
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
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** One registry on an etcd that it reaches over wires of its own. */
final class Replica implements AutoCloseable {

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
  private final Absences away = new Absences();
  private final Absences cutOff = new Absences();
  private Optional<ServerProcess> process = Optional.empty();

  Replica(String name, Path folder, List<Wire> wires) {
    this.name = name;
    this.folder = folder;
    this.wires = wires;
  }

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
    away.end();
  }

  private ServerProcess process() {
    return process.orElseThrow();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    away.begin();
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
    away.begin();
    process().signal(Signal.STOP);
  }

  void resume() throws IOException, InterruptedException {
    process().signal(Signal.CONT);
    away.end();
  }

  /** Cuts it off from etcd. */
  void cut() {
    cutOff.begin();
    wires.forEach(Wire::cut);
  }

  /** Loses all that goes between it and etcd. */
  void silence() {
    cutOff.begin();
    wires.forEach(Wire::freeze);
  }

  /** Lets it reach etcd again. */
  void mend() throws IOException {
    for (Wire wire : wires) {
      wire.mend();
    }
    cutOff.end();
  }

  /** Whether it may not have answered between these. */
  boolean wasAway(long from, long to) {
    return away.touch(from, to);
  }

  /** Whether it may not have known between these what others wrote. */
  boolean wasCutOff(long from, long to) {
    return cutOff.touch(from, to);
  }

  /** Whether it was cut off so shortly before this that it need not say so. */
  boolean mayBeUnaware(long time) {
    return cutOff.beganBefore(time, Pace.UNSAID);
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
