package dev.runspec.registry.server.http;

import dev.runspec.registry.HostName;
import dev.runspec.registry.command.Wildcards;
import java.util.Locale;

/**
 * A pattern of host names: {@code *} is any text, {@code ?} any one character, and case does not
 * matter.
 */
public record HostGlob(String glob) {

  public HostGlob {
    if (glob.isEmpty()) {
      throw new IllegalArgumentException("host pattern is empty");
    }
    glob = glob.toLowerCase(Locale.ROOT);
  }

  /** Whether {@code host} fits. */
  public boolean matches(HostName host) {
    return Wildcards.match(glob, host.value().toLowerCase(Locale.ROOT));
  }
}
