package dev.runspec.registry.cli.policy;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a caller knows of a tool and wants to find unchanged.
 *
 * @param hash the {@code schema_hash} of its definition, or the hash that stands for how it is run,
 *     too: see {@link dev.runspec.registry.command.RunHash}
 */
public record Pin(String hash) {

  private static final Pattern FORM = Pattern.compile("(?:run-)?[0-9a-f]{64}");

  /**
   * @throws IllegalArgumentException if it is neither
   */
  public Pin {
    hash = hash.toLowerCase(Locale.ROOT);
    if (!FORM.matcher(hash).matches()) {
      throw new IllegalArgumentException(
          "'" + hash + "' is no hash that explain prints: 64 hex digits, perhaps after run-");
    }
  }

  /** Whether it stands for how the tool is run, too. */
  boolean isOfRun() {
    return hash.startsWith("run-");
  }

  @Override
  public String toString() {
    return hash;
  }
}
