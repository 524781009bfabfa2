package dev.runspec.registry.server.soak;

import dev.runspec.registry.server.process.ServerProcess;
import dev.runspec.registry.server.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The registry that all of this is about, one process after the other on the same data. */
final class Subject implements AutoCloseable {

  static final String KEY = "a-key-for-the-soak";

  /** How long one that died or left stays known: short, so that many come and go. */
  private final Duration retention;

  private final Path folder;
  private Optional<ServerProcess> process = Optional.empty();
  private volatile int port;
  private volatile boolean isEnding = true;
  private volatile long started;

  Subject(Path folder, Duration retention) throws IOException {
    this.folder = folder;
    this.retention = retention;
    Files.writeString(folder.resolve("key"), KEY + "\n");
  }

  void start() throws IOException, InterruptedException {
    ServerProcess next =
        ServerProcess.withData(folder)
            .option("--host", "127.0.0.1", "--api-key-file", "key")
            .option("--rate-limit", "100000/100000")
            .option("--retention", retention.toSeconds() + "s", "--purge-interval", "1s")
            .start();
    process = Optional.of(next);
    port = next.port();
    started = System.nanoTime();
    isEnding = false;
  }

  /** Ends it under load. Returns what went wrong with that. */
  List<String> end(Life.Ending ending) throws IOException, InterruptedException {
    ServerProcess server = process.orElseThrow();
    isEnding = true;
    int expected;
    if (ending == Life.Ending.KILL) {
      server.kill();
      expected = 137;
    } else {
      server.signal(Signal.TERM);
      expected = 143;
    }
    int exitCode = server.exitCode();
    List<String> log = server.err().all();
    server.close();
    if (exitCode != expected || !log.isEmpty()) {
      return List.of("ended with " + exitCode + " by " + ending + ", and wrote " + log);
    }
    return List.of();
  }

  /** Whether callers may go without an answer. */
  boolean isEnding() {
    return isEnding;
  }

  int port() {
    return port;
  }

  /** When it was ready, by {@link System#nanoTime}. */
  long started() {
    return started;
  }

  Duration retention() {
    return retention;
  }

  Probe probe() {
    return new Probe(
        process.orElseThrow().handle().pid(), folder.resolve("data"), folder.resolve("threads"));
  }

  @Override
  public void close() {
    isEnding = true;
    process.ifPresent(ServerProcess::close);
  }
}
