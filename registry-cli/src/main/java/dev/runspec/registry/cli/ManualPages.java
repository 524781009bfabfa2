package dev.runspec.registry.cli;

import dev.runspec.registry.cli.manual.ManualPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the manual pages; the build calls it. */
final class ManualPages {

  private ManualPages() {}

  /**
   * Writes them.
   *
   * @param arguments the folder for the pages, and the version of the program
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    for (ManualPage page : all()) {
      Files.writeString(folder.resolve(page.name() + ".1"), page.roff(arguments[1]));
    }
  }

  static List<ManualPage> all() {
    Surroundings nowhere =
        new Surroundings(
            Map.of(),
            Optional::empty,
            InputStream.nullInputStream(),
            InstantSource.system(),
            false);
    return ManualPage.allOf(Main.commandLine(nowhere).getCommandSpec()).toList();
  }
}
