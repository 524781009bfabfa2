package dev.runspec.registry.cli.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a program has written to one of its streams so far; a test may wait for more. */
final class Output {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private boolean isEnded;

  /** Begins to read {@code source}. */
  static Output of(InputStream source) {
    Output output = new Output();
    Thread.ofPlatform().daemon().name("program-output").start(() -> output.readAll(source));
    return output;
  }

  private void readAll(InputStream source) {
    byte[] chunk = new byte[8192];
    try {
      for (int length = source.read(chunk); length >= 0; length = source.read(chunk)) {
        add(chunk, length);
      }
    } catch (IOException e) {
      // The program is gone, and its stream with it.
    }
    end();
  }

  private synchronized void add(byte[] chunk, int length) {
    written.write(chunk, 0, length);
    notifyAll();
  }

  private synchronized void end() {
    isEnded = true;
    notifyAll();
  }

  /** All that came so far. */
  synchronized String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  /** Waits until {@code expected} stands there {@code times} times; fails if the stream ends. */
  synchronized void await(String expected, int times) throws InterruptedException {
    while (text().split(java.util.regex.Pattern.quote(expected), -1).length <= times) {
      if (isEnded) {
        throw new AssertionError("ended without '" + expected + "', having said: " + text());
      }
      wait();
    }
  }

  void await(String expected) throws InterruptedException {
    await(expected, 1);
  }

  /** Waits for the first line, and returns it without its end. */
  String firstLine() throws InterruptedException {
    await("\n");
    return text().lines().findFirst().orElseThrow();
  }

  /** Waits for the end of the stream, and returns everything. */
  synchronized String whole() throws InterruptedException {
    while (!isEnded) {
      wait();
    }
    return text();
  }
}
