package dev.runspec.registry.cli.run;

import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.PrivateFile;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record of a person's last run on several hosts: {@code runspec/last-run.json} in {@code
 * XDG_STATE_HOME}, or else in {@code ~/.local/state}. Only its owner can read it.
 */
public final class LastRun {

  private final @Nullable PrivateFile file;

  private LastRun(@Nullable PrivateFile file) {
    this.file = file;
  }

  /** The one of the person whose environment this is. */
  public static LastRun of(Map<String, String> environment) {
    return new LastRun(
        PrivateFile.of(environment, "XDG_STATE_HOME", ".local/state", "runspec/last-run.json")
            .orElse(null));
  }

  /**
   * What it says; nothing when there was none.
   *
   * @throws CommandFailure if it cannot be read, or holds something else
   */
  public Optional<RunRecord> read() {
    Optional<byte[]> bytes = file == null ? Optional.empty() : file.read("names of hosts");
    try {
      return bytes.map(RunRecord::read);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(file + " is damaged: " + e.getMessage() + "; remove it");
    }
  }

  /** Keeps this one in its place; without a place for it, nothing. */
  public void write(RunRecord run) {
    if (file != null) {
      file.write(run.json());
    }
  }
}
