package dev.runspec.registry.cli.context;

import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.PrivateFile;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file of the contexts: {@code runspec/contexts.json} in {@code XDG_CONFIG_HOME}, or else in
 * {@code ~/.config}. Only its owner can read it.
 */
public final class ContextFile {

  private final @Nullable PrivateFile file;

  private ContextFile(@Nullable PrivateFile file) {
    this.file = file;
  }

  /** The one of the person whose environment this is. */
  public static ContextFile of(Map<String, String> environment) {
    return new ContextFile(
        PrivateFile.of(environment, "XDG_CONFIG_HOME", ".config", "runspec/contexts.json")
            .orElse(null));
  }

  /**
   * What it says; nothing when there is no such file.
   *
   * @throws CommandFailure if others can read it, or it holds something else
   */
  public Contexts read() {
    Optional<byte[]> bytes = file == null ? Optional.empty() : file.read("keys");
    try {
      return bytes.map(ContextsJson::read).orElse(Contexts.NONE);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(file + " is damaged: " + e.getMessage() + "; mend or remove it");
    }
  }

  /** Replaces it; whoever reads meanwhile sees the old one or the new one. */
  public void write(Contexts contexts) {
    if (file == null) {
      throw new CommandFailure(
          "there is no place for contexts: neither XDG_CONFIG_HOME nor HOME is set");
    }
    file.write(ContextsJson.write(contexts));
  }

  @Override
  public String toString() {
    return String.valueOf(file);
  }
}
