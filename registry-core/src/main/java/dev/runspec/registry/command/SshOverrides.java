package dev.runspec.registry.command;

import org.jspecify.annotations.Nullable;

/**
 * What the caller says about the way to a host; it beats what the registry says.
 *
 * @param user the login name, or null for what the registry or SSH's own configuration says
 * @param port the port, or null likewise
 */
public record SshOverrides(@Nullable String user, @Nullable Integer port) {

  /** A caller who says nothing. */
  public static final SshOverrides NONE = new SshOverrides(null, null);
}
