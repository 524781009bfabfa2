package dev.runspec.registry.cli.ssh;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a remote run may take.
 *
 * @param connecting until the host's shell answers, or null for SSH's own choice
 * @param running from then on, or null for ever
 */
public record RunLimits(@Nullable Duration connecting, @Nullable Duration running) {

  /** As long as it takes. */
  public static final RunLimits NONE = new RunLimits(null, null);
}
