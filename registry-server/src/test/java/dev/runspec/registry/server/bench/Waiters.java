package dev.runspec.registry.server.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Clients that wait, each on a connection of its own, for what they asked for to change. */
final class Waiters implements AutoCloseable {

  private final List<Connection> connections = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile long lastAnswer;

  /** Lets {@code count} clients wait, each for the path of its number. */
  static Waiters waiting(MeasuredServer server, int count, IntFunction<String> path)
      throws IOException {
    Waiters waiters = new Waiters();
    for (int at = 0; at < count; at++) {
      Connection connection = server.connect();
      waiters.connections.add(connection);
      String etag = connection.get(path.apply(at)).etag();
      connection.request(path.apply(at), "If-None-Match", etag, "Prefer", "wait=600");
      waiters.threads.add(Thread.startVirtualThread(() -> waiters.await(connection)));
    }
    server.awaitMetric("registry_waiting", count);
    return waiters;
  }

  private void await(Connection connection) {
    try {
      Connection.Reply unused = connection.reply();
      lastAnswer = System.nanoTime();
      answered.incrementAndGet();
    } catch (IOException e) {
      // It was closed while it waited: that is the end of the run.
    }
  }

  /** How many were answered by now. */
  int answered() {
    return answered.get();
  }

  /** When the last one was answered, on the clock of {@link System#nanoTime}. */
  long lastAnswer() {
    return lastAnswer;
  }

  void awaitAnswers(int count) {
    while (answered.get() < count) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
