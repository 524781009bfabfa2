package dev.runspec.registry.cli.e2e;

import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.e2e.Program.Running;
import dev.runspec.registry.cli.ssh.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An archive of the distribution, unpacked on a machine where there is no Java on the path, and
 * started from an empty folder.
 */
final class Archive {

  /** All that the launchers and {@code prepare} call. */
  private static final List<String> PROGRAMS =
      List.of(
          "sh",
          "readlink",
          "dirname",
          "cat",
          "sha256sum",
          "cut",
          "mktemp",
          "mkdir",
          "mkfifo",
          "chmod",
          "mv",
          "rm",
          "env");

  private final Path home;
  private final Path empty;
  private final Map<String, String> environment = new TreeMap<>();

  private Archive(Path home, Path empty, Path programs) {
    this.home = home;
    this.empty = empty;
    environment.put("PATH", programs.toString());
    environment.put("HOME", empty.toString());
  }

  /** Unpacks the one whose name ends so, below {@code machine}. */
  static Archive unpacked(String ending, Path machine) throws IOException {
    Path archive;
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      archive =
          files
              .filter(file -> file.getFileName().toString().matches("registry-[0-9].*"))
              .filter(file -> file.toString().endsWith(ending))
              .filter(file -> ending.contains("linux") || !file.toString().contains("-linux-"))
              .findFirst()
              .orElseThrow(
                  () -> new AssertionError("no archive " + ending + ": bin/distribution makes it"));
    }
    Path programs = Files.createDirectory(machine.resolve("programs"));
    for (String program : PROGRAMS) {
      Path usual = Path.of("/usr/bin", program);
      Files.createSymbolicLink(
          programs.resolve(program), Files.exists(usual) ? usual : Path.of("/bin", program));
    }
    Path place = Files.createDirectory(machine.resolve("the place"));
    Shell.run("tar", "-xzf", archive.toString(), "-C", place.toString());
    try (Stream<Path> top = Files.list(place)) {
      return new Archive(
          top.findFirst().orElseThrow(), Files.createDirectory(machine.resolve("empty")), programs);
    }
  }

  static String architecture() {
    return Shell.run("uname", "-m").strip();
  }

  Path file(String name) {
    return home.resolve(name);
  }

  Path empty() {
    return empty;
  }

  Archive with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Starts one of its programs. */
  Running start(String program, String... arguments) throws IOException {
    List<String> argv = new ArrayList<>(List.of(home.resolve("bin/" + program).toString()));
    argv.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(argv).directory(empty.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Running(
        process, Output.of(process.getInputStream()), Output.of(process.getErrorStream()));
  }

  Ended run(String program, String... arguments) throws IOException, InterruptedException {
    try (Running running = start(program, arguments)) {
      return running.ended();
    }
  }

  /** Whether the JVM takes this class from what was prepared, in a run of the command line. */
  boolean isPrepared(String program, String type) throws IOException, InterruptedException {
    Path log = empty.resolve("classes.log");
    environment.put("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log);
    Ended unused = run(program, "--version");
    environment.remove("JDK_JAVA_OPTIONS");
    String line =
        Files.readAllLines(log).stream()
            .filter(each -> each.contains(" " + type + " "))
            .findFirst()
            .orElseThrow(() -> new AssertionError(type + " was not loaded"));
    Files.delete(log);
    return line.contains("shared objects file");
  }
}
