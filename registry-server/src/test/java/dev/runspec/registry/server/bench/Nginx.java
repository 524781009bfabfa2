package dev.runspec.registry.server.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** nginx with one worker, which serves answers of the registry from files. */
final class Nginx {

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/sbin/nginx"), Path.of("/usr/local/sbin/nginx"), Path.of("/usr/bin/nginx"));

  private Nginx() {}

  /** Where it is installed. */
  static Optional<Path> installed() {
    return PLACES.stream().filter(Files::isExecutable).findFirst();
  }

  /** Starts it in an empty folder, with these answers by their paths. */
  static MeasuredProcess start(Path binary, Path folder, Map<String, byte[]> answers)
      throws IOException {
    Path files = Files.createDirectories(folder.resolve("files"));
    StringBuilder places = new StringBuilder();
    for (Map.Entry<String, byte[]> answer : answers.entrySet()) {
      String name = answer.getKey().substring(1).replace('/', '_');
      Files.write(files.resolve(name), answer.getValue());
      if (answer.getKey().lastIndexOf('/') == 0) {
        places.append(
            "location = %s { alias %s; }\n".formatted(answer.getKey(), files.resolve(name)));
      }
    }
    int port = freePort();
    String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        %s
        worker_processes 1;
        daemon off;
        pid %s/nginx.pid;
        error_log stderr crit;
        events { worker_connections 1024; }
        http {
          access_log off;
          sendfile on;
          tcp_nopush on;
          keepalive_timeout 600;
          keepalive_requests 1000000000;
          default_type application/json;
          client_body_temp_path %s; proxy_temp_path %s; fastcgi_temp_path %s;
          uwsgi_temp_path %s; scgi_temp_path %s;
          server {
            listen 127.0.0.1:%d;
            location /tools/ { alias %s/tools_; }
            %s
          }
        }
        """
            .formatted(user, folder, folder, folder, folder, folder, folder, port, files, places),
        StandardCharsets.UTF_8);
    Process process =
        new ProcessBuilder(
                binary.toString(), "-p", folder.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
    MeasuredProcess server = new MeasuredProcess(process, port);
    while (!answers(port)) {
      if (!process.isAlive()) {
        throw new IOException("nginx did not start");
      }
      Thread.onSpinWait();
    }
    return server;
  }

  private static boolean answers(int port) {
    try (Connection connection = new Connection(port)) {
      return connection.get("/").status() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What its package calls this version, for the table. */
  static String version(Path binary) throws IOException {
    Process process = new ProcessBuilder(binary.toString(), "-v").redirectErrorStream(true).start();
    try (Stream<String> lines = process.inputReader(StandardCharsets.UTF_8).lines()) {
      return lines.findFirst().orElse("nginx").replaceFirst(".*: ", "");
    }
  }
}
