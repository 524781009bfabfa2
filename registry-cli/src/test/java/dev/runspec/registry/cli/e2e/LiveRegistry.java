package dev.runspec.registry.cli.e2e;

import dev.runspec.registry.Instance;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.server.RegistryServer;
import dev.runspec.registry.server.ServerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
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

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
