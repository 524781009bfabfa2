package dev.runspec.registry.cli.e2e;

import dev.runspec.registry.cli.Terminal;
import dev.runspec.registry.cli.e2e.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

/**
 * A real shell in a pseudo-terminal, in which somebody types and presses the tab key. Its {@code
 * registry-cli} completes as the real one, and writes down all else that it is called with.
 */
final class TypingShell implements AutoCloseable {

  private static final String CALLED = "[it was called]";

  private final Running shell;
  private final Path calls;
  private int lines;

  private TypingShell(Running shell, Path calls) {
    this.shell = shell;
    this.calls = calls;
  }

  /**
   * Starts one that has read the completion script.
   *
   * @param kind bash, zsh or fish
   * @param completer the command that completes; it is followed by its arguments
   */
  static TypingShell start(String kind, Path folder, LiveRegistry registry, String completer)
      throws IOException {
    Path script = Files.writeString(folder.resolve("completion"), script(kind));
    Path calls = Files.createFile(folder.resolve("calls"));
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path program = bin.resolve("registry-cli");
    Files.writeString(
        program,
        """
        #!/bin/sh
        [ "$1" = __complete ] && exec %s "$@"
        printf '%%s\\0' "$@" >>%s
        echo >>%s
        echo '%s'
        """
            .formatted(completer, calls, calls, CALLED));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    String start =
        switch (kind) {
          case "bash" -> "bash --norc -i";
          case "zsh" -> "zsh -f -i";
          default -> "fish --no-config --private -i";
        };
    Running shell =
        Program.in(folder)
            .with("HOME", folder.toString())
            .with("HISTFILE", "/dev/null") // else written at its end, when the folder is removed
            .with("PATH", bin + ":" + System.getenv("PATH"))
            .with("TERM", "xterm")
            .with("REGISTRY_URL", registry.uri().toString())
            .piped()
            .started(
                List.of("script", "-qefc", "stty rows 40 cols 200; exec " + start, "/dev/null"));
    TypingShell typing = new TypingShell(shell, calls);
    String compinit = kind.equals("zsh") ? "autoload -Uz compinit; compinit -u -D; " : "";
    typing.enter(compinit + "source " + script + "; registry-cli");
    return typing;
  }

  private static String script(String kind) {
    return new Terminal().run("completion", kind).out();
  }

  /** The command that completes as a process of its own. */
  static String realProgram() {
    return String.join(" ", Program.java());
  }

  /** Types a line that calls the program, and waits until it did; tabs complete. */
  List<String> enter(String line) throws IOException {
    shell.type(line + "\r");
    lines++;
    try {
      shell.out().await(CALLED, lines);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    List<String> all = Files.readAllLines(calls);
    String call = all.get(all.size() - 1);
    return call.isEmpty() ? List.of() : Arrays.asList(call.split("\0"));
  }

  @Override
  public void close() {
    shell.close();
  }
}
