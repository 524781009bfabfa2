package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.RegistryServer;
import dev.runspec.registry.server.ServerConfig;
import dev.runspec.registry.server.StartException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The server that belongs to this client, on a port that it keeps, stopped and started by a test.
 */
final class RealServer implements AutoCloseable {

  private final Path folder;
  private final String store;
  private RegistryServer server;
  private final int port;

  private RealServer(Path folder, String store) {
    this.folder = folder;
    this.store = store;
    this.server = atSteadyPort();
    this.port = server.port();
  }

  /** One that keeps its data. */
  static RealServer start(Path folder) {
    return new RealServer(folder, "embedded");
  }

  /** One that loses its data when it is stopped. */
  static RealServer startForgetful(Path folder) {
    return new RealServer(folder, "memory");
  }

  /** On one of those that systems give to no client: nobody takes it while this is stopped. */
  private RegistryServer atSteadyPort() {
    while (true) {
      try {
        return serverAt(ThreadLocalRandom.current().nextInt(14_000, 30_000));
      } catch (StartException e) {
        assertThat(e).hasMessageStartingWith("cannot listen on ");
      }
    }
  }

  private RegistryServer serverAt(int wanted) {
    List<String> options =
        List.of(
            "--host=127.0.0.1",
            "--port=" + wanted,
            "--store=" + store,
            "--rate-limit=off",
            "--data-dir=" + folder.resolve("data"));
    ServerConfig.Wish wish = ServerConfig.parse(options, Map.of(), new Properties(), folder);
    return RegistryServer.start(((ServerConfig.Start) wish).config());
  }

  int port() {
    return port;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Returns once so many reads wait: what only connects is lost if the server stops just then. */
  void awaitWaiting(int reads) throws IOException, InterruptedException {
    HttpRequest metrics = HttpRequest.newBuilder(uri().resolve("/metrics")).build();
    String wanted = "registry_waiting " + reads;
    HttpClient http = HttpClient.newHttpClient();
    while (http.send(metrics, BodyHandlers.ofLines()).body().noneMatch(wanted::equals)) {
      Thread.onSpinWait();
    }
  }

  void stop() {
    server.close();
  }

  void startAgain() {
    server = serverAt(port);
  }

  @Override
  public void close() {
    server.close();
  }
}
