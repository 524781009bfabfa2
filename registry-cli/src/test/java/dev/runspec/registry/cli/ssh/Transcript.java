package dev.runspec.registry.cli.ssh;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a remote command wrote so far; a test may wait for a line. */
final class Transcript extends OutputStream {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    written.write(bytes, from, length);
    notifyAll();
  }

  synchronized byte[] bytes() {
    return written.toByteArray();
  }

  synchronized String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  /** Waits until this was written, whatever came before it. */
  synchronized void awaitText(String expected) throws InterruptedException {
    while (!text().contains(expected)) {
      wait();
    }
  }

  /** Waits until a whole line was written, and returns the first without its end. */
  synchronized String firstLine() throws InterruptedException {
    awaitText("\n");
    return text().substring(0, text().indexOf('\n'));
  }

  /** The streams of a run that has these two for its output and nothing for its input. */
  static RunStreams streams(Transcript out, Transcript err) {
    return new RunStreams(InputStream.nullInputStream(), out, err);
  }
}
