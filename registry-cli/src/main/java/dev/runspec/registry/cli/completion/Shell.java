package dev.runspec.registry.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** The shells that can be taught to complete. */
public enum Shell {
  BASH,
  ZSH,
  FISH;

  /** The script that teaches it. */
  public String script() {
    String name = "registry-cli." + name().toLowerCase(Locale.ROOT);
    try (InputStream script = Objects.requireNonNull(Shell.class.getResourceAsStream(name))) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
