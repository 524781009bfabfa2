package dev.runspec.registry.cli.agent;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The program behind a runnable of this name: a file that is there, else the bare name. */
final class Script {

  private static final List<String> SUFFIXES = List.of("", ".sh", ".ksh", ".bash", ".zsh");

  private Script() {}

  /**
   * The command that runs {@code name}. Looked for in the {@code bin} of the virtual environment,
   * the folder of the file, its {@code bin}; in each without a suffix first.
   */
  static String command(String name, Path folder, AgentEnvironment environment) {
    try {
      return Stream.concat(
              environment.virtualEnvironment().map(venv -> venv.resolve("bin")).stream(),
              Stream.of(folder, folder.resolve("bin")))
          .flatMap(place -> SUFFIXES.stream().map(suffix -> place.resolve(name + suffix)))
          .filter(Files::isRegularFile)
          .map(Path::toString)
          .findFirst()
          .orElse(name);
    } catch (InvalidPathException e) {
      return name;
    }
  }
}
