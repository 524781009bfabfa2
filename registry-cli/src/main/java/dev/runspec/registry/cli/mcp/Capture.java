package dev.runspec.registry.cli.mcp;

import dev.runspec.registry.cli.output.Visible;
import dev.runspec.registry.mcp.ProgressLines;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Keeps the beginning of what a program writes, and tells of each line as it comes. What comes
 * after {@link #MOST} is read over, so that the program does not wait, and is told to nobody.
 * Written by one thread.
 */
final class Capture extends OutputStream {

  /** Most bytes that are kept of one stream: a model reads no more. */
  static final int MOST = 256 << 10;

  /** Most lines that are told of, since each is a message. */
  private static final int MOST_LINES = 5000;

  private static final int LONGEST_LINE = 2000;

  private final ProgressLines progress;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int lines;
  // Guarded by this.
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean isTruncated;

  Capture(ProgressLines progress) {
    this.progress = progress;
  }

  @Override
  public void write(int each) {
    write(new byte[] {(byte) each}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    synchronized (this) {
      int fitting = Math.min(length, MOST - kept.size());
      kept.write(bytes, from, fitting);
      isTruncated |= fitting < length;
    }
    for (int at = from; at < from + length && lines < MOST_LINES; at++) {
      if (bytes[at] == '\n') {
        tell();
      } else if (line.size() < LONGEST_LINE) {
        line.write(bytes[at]);
      }
    }
  }

  private void tell() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    lines++;
    progress.line(Visible.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
  }

  /** What was written, as far as it was kept. */
  synchronized String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }

  /** Whether there was more. */
  synchronized boolean isTruncated() {
    return isTruncated;
  }
}
