package dev.runspec.registry.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A registry in a process of its own, whose CPU time and memory are looked at from outside. */
final class MeasuredServer implements AutoCloseable {

  private final Process process;
  private final int port;

  private MeasuredServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one as {@code bin/registry-server} does. */
  static MeasuredServer start(String... options) throws IOException {
    return start(List.of(), options);
  }

  /** The same with further options of the JVM. */
  static MeasuredServer start(List<String> jvm, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.runspec.registry.server.Main");
    command.addAll(List.of("--host", "127.0.0.1", "--port", "0", "--rate-limit", "off"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String ready =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (ready == null) {
      throw new IOException("the registry did not start");
    }
    String address = ready.substring(0, ready.indexOf(','));
    return new MeasuredServer(
        process, Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
  }

  int port() {
    return port;
  }

  Connection connect() throws IOException {
    return new Connection(port);
  }

  /** CPU time that the process has used so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Memory that the process holds, in bytes. */
  long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
        .findFirst()
        .orElseThrow();
  }

  /** The value of one line of {@code /metrics}. */
  long metric(String name) throws IOException {
    try (Connection connection = connect()) {
      return new String(connection.get("/metrics").body(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Waits until a metric has this value. */
  void awaitMetric(String name, long value) throws IOException {
    while (metric(name) != value) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
