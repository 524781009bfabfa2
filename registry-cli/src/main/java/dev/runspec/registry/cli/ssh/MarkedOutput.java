package dev.runspec.registry.cli.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard error on its way from {@link RemoteScript} to the caller. Until the first mark it is
 * kept back: then it is ssh that speaks. After it everything passes but a mark at the very end.
 * Written by one thread; {@link #isStarted} may be asked by any.
 */
final class MarkedOutput extends OutputStream {

  private static final int LONGEST_PREAMBLE = 1 << 16;

  private final OutputStream target;
  private final Runnable onStarted;
  private final ByteArrayOutputStream preamble = new ByteArrayOutputStream();
  private volatile boolean started;
  private boolean markHeld;

  /**
   * @param onStarted told once, by the writing thread, when the far end has said that it begins
   */
  MarkedOutput(OutputStream target, Runnable onStarted) {
    this.target = target;
    this.onStarted = onStarted;
  }

  /** Whether the far end has said that it begins. */
  boolean isStarted() {
    return started;
  }

  /** What was said while nothing had started, without control characters but line breaks. */
  String preamble() {
    return preamble.toString(StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}&&[^\n]]", "").strip();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int start = from;
    int end = from + length;
    if (!started) {
      start = indexOfMark(bytes, from, end);
      preamble.write(bytes, from, Math.min(start - from, LONGEST_PREAMBLE - preamble.size()));
      if (start == end) {
        return;
      }
      start++;
      started = true;
      onStarted.run();
      preamble.writeTo(target);
    }
    if (start < end) {
      pass(bytes, start, end);
    }
    target.flush();
  }

  private void pass(byte[] bytes, int start, int end) throws IOException {
    if (markHeld) {
      target.write(RemoteScript.MARK);
    }
    markHeld = bytes[end - 1] == RemoteScript.MARK;
    target.write(bytes, start, (markHeld ? end - 1 : end) - start);
  }

  /**
   * Says that nothing more comes, with the exit code of ssh.
   *
   * @return whether a mark stood at the end that is the script's own
   */
  boolean finish(int code) throws IOException {
    boolean scripts = markHeld && code == RemoteScript.SSH_FAILED;
    if (markHeld && !scripts) {
      target.write(RemoteScript.MARK);
      target.flush();
    }
    markHeld = false;
    return scripts;
  }

  private static int indexOfMark(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != RemoteScript.MARK) {
      at++;
    }
    return at;
  }
}
