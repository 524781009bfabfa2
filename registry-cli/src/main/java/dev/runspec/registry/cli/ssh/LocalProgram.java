package dev.runspec.registry.cli.ssh;

import java.io.File;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A program of this machine, found as a shell would find it. */
final class LocalProgram {

  private static final Charset ARGUMENT_CHARSET =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private LocalProgram() {}

  /** Where a program is, if it is anywhere on the {@code PATH}. */
  static Optional<File> find(String name, Map<String, String> environment) {
    if (name.indexOf('/') >= 0 || name.indexOf(File.separatorChar) >= 0) {
      return Optional.of(new File(name)).filter(LocalProgram::isProgram);
    }
    String path = environment.getOrDefault("PATH", "");
    String file = isWindows() ? name + ".exe" : name;
    return Arrays.stream(path.split(Pattern.quote(File.pathSeparator), -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> new File(folder, file).getAbsoluteFile())
        .filter(LocalProgram::isProgram)
        .findFirst();
  }

  private static boolean isProgram(File file) {
    return file.isFile() && file.canExecute();
  }

  /**
   * The same call, deaf to Ctrl-C: a terminal sends it to the whole group, but it is this process
   * that answers it, by ending the far side in good order.
   */
  static List<String> deafToInterrupt(List<String> argv) {
    if (isWindows()) {
      return argv;
    }
    List<String> wrapped =
        new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    wrapped.addAll(argv);
    return wrapped;
  }

  /** The charset that cannot carry these arguments unharmed to another process, if it cannot. */
  static Optional<Charset> tooNarrowFor(List<String> argv) {
    return tooNarrowFor(argv, ARGUMENT_CHARSET);
  }

  static Optional<Charset> tooNarrowFor(List<String> argv, Charset charset) {
    return argv.stream().allMatch(word -> charset.newEncoder().canEncode(word))
        ? Optional.empty()
        : Optional.of(charset);
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }
}
