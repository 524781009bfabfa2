package dev.runspec.registry.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A thread that carries bytes from one stream to another as they come, until the first ends. */
public final class Pump {

  /** Most bytes that are carried at a time. */
  public static final int CHUNK = 1 << 16;

  /** A grandchild that keeps talking is not listened to for longer. */
  private static final Duration LONGEST_SETTLING = Duration.ofSeconds(5);

  private final InputStream source;
  private final OutputStream target;
  private final Runnable targetGone;
  private final Thread thread;
  private volatile boolean heard;
  private volatile boolean reading;
  private final AtomicLong carried = new AtomicLong();

  private Pump(String name, InputStream source, OutputStream target, Runnable targetGone) {
    this.source = source;
    this.target = target;
    this.targetGone = targetGone;
    this.thread = new Thread(this::carry, name);
    thread.setDaemon(true);
  }

  /**
   * Starts one.
   *
   * @param targetGone told once, when the target takes no more
   */
  public static Pump start(
      String name, InputStream source, OutputStream target, Runnable targetGone) {
    Pump pump = new Pump(name, source, target, targetGone);
    pump.thread.start();
    return pump;
  }

  private void carry() {
    byte[] chunk = new byte[CHUNK];
    int length = read(chunk);
    while (length >= 0) {
      heard = true;
      try {
        target.write(chunk, 0, length);
        target.flush();
      } catch (IOException e) {
        targetGone.run();
        return;
      }
      carried.addAndGet(length);
      length = read(chunk);
    }
  }

  /** Whether anything came. */
  public boolean hasHeard() {
    return heard;
  }

  /** Like {@link InputStream#read}; a stream that breaks has ended. */
  private int read(byte[] chunk) {
    reading = true;
    try {
      return source.read(chunk);
    } catch (IOException e) {
      return -1;
    } finally {
      reading = false;
    }
  }

  /**
   * Waits, once the process behind the source has ended, until all that it wrote is carried. A
   * source that some grandchild keeps open (a master connection of ssh) has ended when nothing came
   * for a while, and at the latest when nothing more is there after {@link #LONGEST_SETTLING}.
   */
  public void settle(Duration silence) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_SETTLING.toNanos();
    long before = -1;
    while (!thread.join(silence)) {
      long now = carried.get();
      if (reading && (now == before || System.nanoTime() - end > 0)) {
        return;
      }
      before = now;
    }
  }
}
