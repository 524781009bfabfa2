package dev.runspec.registry.cli.e2e;

import dev.runspec.registry.cli.Main;
import dev.runspec.registry.cli.ssh.Shell;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The command line as a process of its own, in the folder and the environment that a test gives it.
 * It hears signals also where the build does not.
 */
final class Program {

  private static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-cp",
          System.getProperty("java.class.path"),
          Main.class.getName());

  private final Path folder;
  private final Map<String, String> variables = new TreeMap<>();
  private Redirect input = Redirect.from(new File("/dev/null"));

  private Program(Path folder) {
    this.folder = folder;
  }

  /** One that starts in {@code folder}, with nothing on its input. */
  static Program in(Path folder) {
    return new Program(folder);
  }

  /** The words that start the command line as a process. */
  static List<String> java() {
    return JAVA;
  }

  Program with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** With an input that a test writes. */
  Program piped() {
    input = Redirect.PIPE;
    return this;
  }

  Program reading(Path file) {
    input = Redirect.from(file.toFile());
    return this;
  }

  /** Starts it. */
  Running start(String... arguments) throws IOException {
    List<String> argv = new ArrayList<>(List.of("env", "--default-signal=INT,TERM,HUP"));
    argv.addAll(JAVA);
    argv.addAll(Arrays.asList(arguments));
    return started(argv);
  }

  /** Starts another program in the same place. */
  Running started(List<String> argv) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("REGISTRY_"));
    builder.environment().remove("VIRTUAL_ENV");
    builder.environment().put("XDG_CONFIG_HOME", folder.resolve("no-configuration").toString());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().putAll(variables);
    Process process = builder.redirectInput(input).start();
    return new Running(
        process, Output.of(process.getInputStream()), Output.of(process.getErrorStream()));
  }

  /** Runs it to its end. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    try (Running running = start(arguments)) {
      return running.ended();
    }
  }

  /** How it ended, and what it left. */
  record Ended(int code, String out, String err) {}

  /** One that runs; closing it kills it. */
  record Running(Process process, Output out, Output err) implements AutoCloseable {

    /** Sends a signal: {@code TERM}, {@code INT}, {@code HUP}. */
    void signal(String name) {
      Shell.run("kill", "-s", name, Long.toString(process.pid()));
    }

    void type(String text) throws IOException {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    void endInput() throws IOException {
      process.getOutputStream().close();
    }

    /** What everybody on the machine can see of it. */
    String commandLine() throws IOException {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    }

    /** Waits for its end. */
    Ended ended() throws InterruptedException {
      int code = process.waitFor();
      return new Ended(code, out.whole(), err.whole());
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }
}
