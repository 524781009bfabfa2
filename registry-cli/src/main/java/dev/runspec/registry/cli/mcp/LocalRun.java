package dev.runspec.registry.cli.mcp;

import dev.runspec.registry.cli.ChildProcess;
import dev.runspec.registry.cli.Pump;
import dev.runspec.registry.mcp.ProgressLines;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Runs a program on this machine. An interrupt ends it and all that it started. */
final class LocalRun {

  private static final Duration GRACE = Duration.ofSeconds(5);

  /** Some child that outlives its parent may hold the output open for ever. */
  private static final Duration SILENCE = Duration.ofMillis(250);

  private final ProcessBuilder builder;

  /**
   * A run of {@code argv}.
   *
   * @param variables stand in its environment beside those of this process
   */
  LocalRun(List<String> argv, Map<String, String> variables) {
    this.builder = ChildProcess.of(argv).redirectInput(Redirect.from(new File("/dev/null")));
    builder.environment().putAll(variables);
  }

  /**
   * Runs it to its end.
   *
   * @throws IOException if it cannot be started
   */
  Finished finished(ProgressLines progress) throws IOException, InterruptedException {
    Capture output = new Capture(progress);
    Capture errors = new Capture(progress);
    Process process = builder.start();
    Pump out = Pump.start("local-stdout", process.getInputStream(), output, () -> {});
    Pump err = Pump.start("local-stderr", process.getErrorStream(), errors, () -> {});
    try {
      int code = process.waitFor();
      out.settle(SILENCE);
      err.settle(SILENCE);
      return Finished.of(code, output, errors);
    } catch (InterruptedException e) {
      end(process);
      throw e;
    }
  }

  /** TERM for all of them, and KILL for who is there after the grace. */
  private static void end(Process process) {
    List<ProcessHandle> family =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    family.forEach(ProcessHandle::destroy);
    long end = System.nanoTime() + GRACE.toNanos();
    for (ProcessHandle each : family) {
      try {
        each.onExit().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        break;
      } catch (ExecutionException | TimeoutException e) {
        // It is killed below.
      }
    }
    family.forEach(ProcessHandle::destroyForcibly);
  }
}
