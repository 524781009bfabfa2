package dev.runspec.registry.cli.e2e;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders with a {@code runspec.toml}: the recorded ones, and a small one. */
final class Samples {

  /** One tool, and a beat every second. */
  static final String SHOP =
      """
      [config]
      name = "shop"
      version = 7
      heartbeat = 1
      heartbeat_data = ["system"]

      [deploy]
      description = "Deploys the shop"
      """;

  private Samples() {}

  /** Writes {@link #SHOP} into {@code folder}, with {@code config} at the end of its config. */
  static void shop(Path folder, String config) throws IOException {
    Files.writeString(
        folder.resolve("runspec.toml"),
        SHOP.replace("\n\n[deploy]", "\n" + config + "\n\n[deploy]"));
  }

  /** A folder of the recorded samples. */
  static Path folder(String name) throws IOException {
    URL readme = Samples.class.getResource("/runspec-toml/README.md");
    if (readme == null) {
      throw new IOException("the samples are not on the class path");
    }
    try {
      return Path.of(readme.toURI()).toRealPath().resolveSibling(name);
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** The tools that were recorded for it, as they come from its folder. */
  static String recorded(String name) throws IOException {
    Path folder = folder(name);
    return Files.readString(folder.resolve("tools.json")).replace("<dir>", folder.toString());
  }
}
