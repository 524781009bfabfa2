package dev.runspec.registry;

import org.jspecify.annotations.Nullable;

/**
 * Where SSH should really go when a host's name does not resolve.
 *
 * @param address a name or address, or null for the host's own name
 * @param port 1 to 65535, or null for SSH's own choice
 * @param user the login name, or null for SSH's own choice
 */
public record SshTarget(@Nullable String address, @Nullable Integer port, @Nullable String user) {

  public SshTarget {
    if (address != null) {
      Text.required(address, "ssh address");
    }
    if (port != null && (port < 1 || port > 65535)) {
      throw new IllegalArgumentException("ssh port is not within 1 to 65535: " + port);
    }
    if (user != null) {
      Text.required(user, "ssh user");
    }
  }
}
