package dev.runspec.registry.client;

import dev.runspec.registry.Ports;
import dev.runspec.registry.server.RegistryServer;
import dev.runspec.registry.server.ServerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The server that belongs to this client, on a port that it keeps, stopped and started by a test.
 */
final class RealServer implements AutoCloseable {

  private final Path folder;
  private final String store;
  private RegistryServer server;
  private final int port = Ports.free();

  private RealServer(Path folder, String store) {
    this.folder = folder;
    this.store = store;
    this.server = started();
  }

  /** One that keeps its data. */
  static RealServer start(Path folder) {
    return new RealServer(folder, "embedded");
  }

  /** One that loses its data when it is stopped. */
  static RealServer startForgetful(Path folder) {
    return new RealServer(folder, "memory");
  }

  private RegistryServer started() {
    List<String> options =
        List.of(
            "--host=127.0.0.1",
            "--port=" + port,
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

  void stop() {
    server.close();
  }

  void startAgain() {
    server = started();
  }

  @Override
  public void close() {
    server.close();
  }
}
