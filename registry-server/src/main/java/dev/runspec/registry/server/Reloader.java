package dev.runspec.registry.server;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * For development: runs the server as a child process and starts it anew whenever a class, a jar or
 * the configuration file changed.
 */
final class Reloader {

  private static final long LOOK_EVERY_MILLIS = 500;
  private static final long STOP_WITHIN_SECONDS = 15;

  private final List<String> command = new ArrayList<>();
  private final List<Path> watched = new ArrayList<>();
  private final PrintStream err;
  private boolean isEnding;
  private @Nullable Process present;

  Reloader(List<String> arguments, PrintStream err) {
    this.err = err;
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    String classPath = System.getProperty("java.class.path", "");
    command.addAll(List.of("-cp", classPath, Main.class.getName()));
    command.addAll(arguments);
    command.add("--reload=false");
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      watched.add(Path.of(entry));
      watched.add(Path.of(entry).resolveSibling("libs"));
    }
    watched.add(Path.of("application.yaml"));
    int config = arguments.indexOf("--config");
    if (config >= 0 && config + 1 < arguments.size()) {
      watched.add(Path.of(arguments.get(config + 1)));
    }
    arguments.stream()
        .filter(argument -> argument.startsWith("--config="))
        .forEach(argument -> watched.add(Path.of(argument.substring("--config=".length()))));
  }

  /**
   * Runs until this process is told to end; returns the exit code of a first child that ended by
   * itself. When a later one does, the change before it was none for the better, and the next one
   * is waited for.
   */
  int run() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "registry-reload-stop"));
    try {
      for (boolean isFirst = true; ; isFirst = false) {
        Map<Path, FileTime> seen = state();
        Process child = begin();
        while (!child.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS) && state().equals(seen)) {
          // nothing changed yet
        }
        if (!child.isAlive() && state().equals(seen)) {
          if (isFirst) {
            return child.exitValue();
          }
          err.println("registry-server: waiting for the next change");
          awaitChange(seen);
        }
        err.println("registry-server: something changed, starting anew");
        stop(child);
      }
    } catch (IOException e) {
      throw new StartException("--reload cannot start the server: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  /** Starts a child, unless we are about to end: then nobody would stop it. */
  private synchronized Process begin() throws IOException, InterruptedException {
    while (isEnding) {
      wait();
    }
    Process child = new ProcessBuilder(command).inheritIO().start();
    present = child;
    return child;
  }

  private void end() {
    Process last;
    synchronized (this) {
      isEnding = true;
      last = present;
    }
    if (last != null) {
      stop(last);
    }
  }

  private void awaitChange(Map<Path, FileTime> seen) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    while (state().equals(seen)) {
      boolean unused = never.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private static void stop(Process child) {
    child.destroy();
    try {
      if (!child.waitFor(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        child.destroyForcibly();
      }
    } catch (InterruptedException e) {
      child.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** When everything that is watched was changed last. */
  private Map<Path, FileTime> state() {
    Map<Path, FileTime> state = new TreeMap<>();
    for (Path root : watched) {
      if (!Files.exists(root)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          state.put(file, Files.getLastModifiedTime(file));
        }
      } catch (IOException | UncheckedIOException e) {
        // A build is rewriting what we look at; the next look sees the result.
        state.put(root, FileTime.fromMillis(0));
      }
    }
    return state;
  }
}
