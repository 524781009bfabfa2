package dev.runspec.registry.server.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a process printed on one of its streams, line by line, as it comes. */
public final class Lines {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<String> lines = new ArrayList<>();
  private boolean isEnded;

  private Lines() {}

  static Lines of(InputStream stream) {
    Lines lines = new Lines();
    Thread.ofVirtual().start(() -> lines.read(stream));
    return lines;
  }

  private void read(InputStream stream) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      // The process was destroyed under us: that is the end of the stream, too.
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    isEnded = true;
    notifyAll();
  }

  /** The line with this number, the first being 0; null if the stream ends before it. */
  public synchronized @Nullable String await(int number) throws InterruptedException {
    await(() -> lines.size() > number || isEnded);
    return lines.size() > number ? lines.get(number) : null;
  }

  /** All lines, once the stream has ended. */
  public synchronized List<String> all() throws InterruptedException {
    await(() -> isEnded);
    return List.copyOf(lines);
  }

  /** The lines that have come. */
  public synchronized List<String> soFar() {
    return List.copyOf(lines);
  }

  private synchronized void await(BooleanSupplier isEnough) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isEnough.getAsBoolean()) {
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new AssertionError("nothing more was printed after " + lines);
      }
      wait(left);
    }
  }
}
