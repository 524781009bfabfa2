package dev.runspec.registry.cli.e2e;

import dev.runspec.registry.Instance;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.server.RegistryServer;
import dev.runspec.registry.server.ServerConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A real registry in this process, and somebody who looks into it. */
final class LiveRegistry implements AutoCloseable {

  /** Kept, since the settings of a logger go with it. */
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  static {
    HELIDON.setLevel(Level.WARNING);
  }

  private final RegistryServer server;
  private final URI uri;
  private final RegistryClient client;

  private LiveRegistry(RegistryServer server) {
    this.server = server;
    this.uri = URI.create("http://127.0.0.1:" + server.port());
    this.client = RegistryClient.builder(uri).build();
  }

  /** One that keeps nothing, at a free port. */
  static LiveRegistry start(String... options) {
    List<String> all = new ArrayList<>(List.of("--port", "0", "--store", "memory"));
    all.addAll(Arrays.asList(options));
    return of(all);
  }

  /** One that keeps its data in {@code folder}. */
  static LiveRegistry startIn(Path folder, int port) {
    return of(List.of("--port", Integer.toString(port), "--data-dir", folder.toString()));
  }

  private static LiveRegistry of(List<String> options) {
    List<String> all = new ArrayList<>(List.of("--host", "127.0.0.1", "--shutdown-grace", "5s"));
    all.addAll(options);
    Path nowhere = Path.of("target", "no-configuration");
    return switch (ServerConfig.parse(all, Map.of(), new Properties(), nowhere)) {
      case ServerConfig.Start start -> new LiveRegistry(RegistryServer.start(start.config()));
      case ServerConfig.Wish other -> throw new AssertionError(other);
    };
  }

  /** A free port that the system does not hand out to whoever asks for any. */
  static int steadyPort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Somebody has it: the next one.
      }
    }
  }

  URI uri() {
    return uri;
  }

  int port() {
    return server.port();
  }

  RegistryClient client() {
    return client;
  }

  /** All that were ever heard of. */
  List<Instance> instances() {
    return client.instances(Liveness.ALL);
  }

  /** The one that was ever heard of. */
  Instance instance() {
    List<Instance> all = instances();
    if (all.size() != 1) {
      throw new AssertionError("not one instance: " + all);
    }
    return all.get(0);
  }

  /** Waits until the one instance is like that. */
  void await(Predicate<Instance> expected) {
    while (!expected.test(instance())) {
      Thread.onSpinWait();
    }
  }

  /** Returns once so many reads wait: what only connects is lost if this is closed just then. */
  void awaitWaiting(int reads) throws IOException, InterruptedException {
    HttpRequest metrics = HttpRequest.newBuilder(uri.resolve("/metrics")).build();
    String wanted = "registry_waiting " + reads;
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (http.send(metrics, BodyHandlers.ofLines()).body().noneMatch(wanted::equals)) {
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
