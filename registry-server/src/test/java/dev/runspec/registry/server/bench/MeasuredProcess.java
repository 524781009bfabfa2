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
import java.util.stream.Stream;

/** A server in a process of its own, whose CPU time and memory are looked at from outside. */
final class MeasuredProcess implements AutoCloseable {

  /** The JVM's options of {@code bin/registry-server}. */
  static final List<String> LIKE_LAUNCHER =
      Runtime.version().feature() < 25
          ? List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
          : List.of(
              "-XX:+UseSerialGC",
              "-XX:+UseCompactObjectHeaders",
              "--enable-native-access=ALL-UNNAMED");

  private final Process process;
  private final int port;

  MeasuredProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a Java program as {@code bin/registry-server} starts its own; it says {@code
   * …host:port[, …]} in its first line once it is ready.
   */
  static MeasuredProcess java(List<String> jvm, String main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LIKE_LAUNCHER);
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String ready = out.readLine();
    while (ready != null && !ready.contains("ready on")) {
      ready = out.readLine(); // the JVM itself has something to say
    }
    if (ready == null) {
      throw new IOException(main + " did not start");
    }
    String address = ready.split(",", -1)[0];
    return new MeasuredProcess(
        process, Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
  }

  int port() {
    return port;
  }

  /** CPU time that it and the processes under it have used so far. */
  Duration cpu() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Memory that it holds, in bytes. */
  long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    List<ProcessHandle> under = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    under.forEach(ProcessHandle::destroyForcibly);
  }
}
