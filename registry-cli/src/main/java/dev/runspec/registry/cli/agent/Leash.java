package dev.runspec.registry.cli.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What ends an agent: a signal, or the end of a piped input. Input from {@code /dev/null}, a file
 * or a terminal ends nothing, so that an agent stays under a service manager. From its making to
 * its closing a signal ends the process with 0, after it was closed.
 */
public final class Leash implements AutoCloseable {

  private static final int FILE_TYPE = 0xF000;
  private static final int PIPE = 0x1000;
  private static final int SOCKET = 0xC000;

  /** Longer than an agent takes to say farewell. */
  private static final int LONGEST_FAREWELL_SECONDS = 15;

  private final CountDownLatch end = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::obey, "registry-agent-end");

  private Leash() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** A leash that only signals pull. */
  public static Leash ofSignals() {
    return new Leash();
  }

  /**
   * A leash that is also held by whoever holds the other end of standard input, if it is a pipe.
   *
   * @param untilEndOfInput reads that input, and returns when it has ended
   */
  public static Leash ofSignalsAnd(Runnable untilEndOfInput) {
    Leash leash = new Leash();
    if (isPiped()) {
      Thread reader = new Thread(() -> leash.follow(untilEndOfInput), "registry-agent-stdin");
      reader.setDaemon(true);
      reader.start();
    }
    return leash;
  }

  /** Waits for the end. */
  public void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the agent from within. */
  public void release() {
    end.countDown();
  }

  @Override
  public void close() {
    end.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // A signal came, and the hook waits for this.
    }
    closed.countDown();
  }

  private void obey() {
    end.countDown();
    try {
      closed.await(LONGEST_FAREWELL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // An agent that was told to end did just that; the JVM would tell 128 + the signal.
    Runtime.getRuntime().halt(0);
  }

  private void follow(Runnable untilEndOfInput) {
    try {
      untilEndOfInput.run();
    } finally {
      end.countDown();
    }
  }

  private static boolean isPiped() {
    try {
      Object mode = Files.getAttribute(Path.of("/dev/stdin"), "unix:mode");
      int type = ((Integer) mode) & FILE_TYPE;
      return type == PIPE || type == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false; // a system that does not tell
    }
  }
}
