package dev.runspec.registry.server.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A shell script of the distribution, with nothing in its environment but what a test puts there.
 */
final class Script {

  /** What the scripts call; nothing else is on the path, least of all some Java. */
  private static final List<String> TOOLS = List.of("sed", "readlink", "dirname");

  private final Path file;
  private final Map<String, String> environment = new TreeMap<>();

  Script(Path file, Path path) {
    this.file = file;
    environment.put("PATH", path.toString());
  }

  /** The folder of the scripts. */
  static Path folder() {
    return Path.of("").toAbsolutePath().resolveSibling("bin");
  }

  /** Makes a folder of the few programs that the scripts call. */
  static Path tools(Path folder) throws IOException {
    for (String tool : TOOLS) {
      String place = Files.isExecutable(Path.of("/usr/bin", tool)) ? "/usr/bin/" : "/bin/";
      Path unused = program(folder.resolve(tool), "exec " + place + tool + " \"$@\"");
    }
    return folder;
  }

  /** Makes a program that is a shell script. */
  static Path program(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Makes what looks like a JDK of this version. */
  static Path jdk(Path home, String version, String... lines) throws IOException {
    Path unused = program(home.resolve("bin/java"), lines);
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  Script with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", file.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    Lines out = Lines.of(process.getInputStream());
    Lines err = Lines.of(process.getErrorStream());
    try {
      return new Result(process.waitFor(), out.all(), err.all());
    } finally {
      process.destroyForcibly();
    }
  }

  /** How it went. */
  record Result(int exitCode, List<String> out, List<String> err) {}
}
