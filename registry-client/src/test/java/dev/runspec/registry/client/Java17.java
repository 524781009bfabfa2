package dev.runspec.registry.client;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JDK 17 of this machine, the oldest on which the SDK must run. */
final class Java17 {

  private static final Path USUAL_FOLDER = Path.of("/usr/lib/jvm");

  private Java17() {}

  /** Its {@code java}, or an error that says where it was looked for. */
  static Path executable() throws IOException {
    for (Path home : homes()) {
      if (isJava17(home)) {
        return home.resolve("bin").resolve("java");
      }
    }
    throw new AssertionError(
        "no Java 17 found in JAVA17_HOME or under "
            + USUAL_FOLDER
            + "; install one (Debian: openjdk-17-jre-headless) or set JAVA17_HOME");
  }

  private static List<Path> homes() throws IOException {
    List<Path> homes = new ArrayList<>();
    String named = System.getenv("JAVA17_HOME");
    if (named != null) {
      homes.add(Path.of(named));
    }
    homes.add(Path.of(System.getProperty("java.home")));
    if (Files.isDirectory(USUAL_FOLDER)) {
      try (DirectoryStream<Path> installed = Files.newDirectoryStream(USUAL_FOLDER)) {
        installed.forEach(homes::add);
      }
    }
    return homes;
  }

  private static boolean isJava17(Path home) throws IOException {
    Path release = home.resolve("release");
    return Files.isExecutable(home.resolve("bin").resolve("java"))
        && Files.isReadable(release)
        && Files.readString(release).contains("JAVA_VERSION=\"17");
  }
}
