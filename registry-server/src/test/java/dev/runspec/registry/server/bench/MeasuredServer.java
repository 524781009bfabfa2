package dev.runspec.registry.server.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A registry in a process of its own, whose CPU time and memory are looked at from outside. */
final class MeasuredServer implements AutoCloseable {

  private final MeasuredProcess process;

  private MeasuredServer(MeasuredProcess process) {
    this.process = process;
  }

  /** Starts one as {@code bin/registry-server} does. */
  static MeasuredServer start(String... options) throws IOException {
    return start(List.of(), options);
  }

  /** The same with further options of the JVM. */
  static MeasuredServer start(List<String> jvm, String... options) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--host", "127.0.0.1", "--port", "0", "--rate-limit", "off"));
    arguments.addAll(List.of(options));
    return new MeasuredServer(
        MeasuredProcess.java(jvm, "dev.runspec.registry.server.Main", arguments));
  }

  MeasuredProcess process() {
    return process;
  }

  int port() {
    return process.port();
  }

  Connection connect() throws IOException {
    return new Connection(port());
  }

  /** CPU time that the process has used so far. */
  Duration cpu() {
    return process.cpu();
  }

  /** Memory that the process holds, in bytes. */
  long residentBytes() throws IOException {
    return process.residentBytes();
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
    process.close();
  }
}
