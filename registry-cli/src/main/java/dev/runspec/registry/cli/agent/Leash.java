package dev.runspec.registry.cli.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * What ends an agent: a signal, or the end of a piped input. Input from {@code /dev/null} or a
 * terminal ends nothing, so that an agent stays under a service manager.
 */
public final class Leash implements AutoCloseable {

  private static final int FILE_TYPE = 0xF000;
  private static final int PIPE = 0x1000;
  private static final int SOCKET = 0xC000;

  private final CountDownLatch end = new CountDownLatch(1);

  private Leash() {}

  /** A leash held by whoever holds the other end of standard input, if that is a pipe. */
  public static Leash on(InputStream input) {
    Leash leash = new Leash();
    if (isPiped()) {
      Thread reader = new Thread(() -> leash.drain(input), "registry-agent-stdin");
      reader.setDaemon(true);
      reader.start();
    }
    return leash;
  }

  /**
   * Waits for the end. On a signal {@code farewell} is said and the process exits with 0, from
   * within.
   */
  public void awaitEnd(Runnable farewell) {
    Thread hook =
        new Thread(
            () -> {
              farewell.run();
              // An agent that was told to end did just that; the JVM would tell 128 + the signal.
              Runtime.getRuntime().halt(0);
            },
            "registry-agent-end");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      end.await();
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook is at work.
    }
  }

  @Override
  public void close() {
    end.countDown();
  }

  private void drain(InputStream input) {
    byte[] ignored = new byte[1024];
    try {
      while (input.read(ignored) >= 0) {
        // What is said here is for nobody yet.
      }
    } catch (IOException e) {
      // A broken pipe has ended, too.
    }
    end.countDown();
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
