package dev.runspec.registry.cli.ssh;

import java.util.Map;
import java.util.Optional;

/**
 * Where {@code ssh} would connect to, by its own word: a person's configuration may know a host by
 * another name.
 *
 * @param host a name or an address
 * @param port the port
 * @param isDirect false when another host or program is in between
 */
public record SshRoute(String host, int port, boolean isDirect) {

  /** Asks ssh, which connects to nothing for that; empty where it does not say. */
  public static Optional<SshRoute> of(SshCommand ssh) {
    Map<String, String> said = UserSettings.of(ssh).values();
    String host = said.getOrDefault("hostname", "");
    String port = said.getOrDefault("port", "22");
    if (host.isEmpty() || !port.matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    boolean isDirect =
        said.getOrDefault("proxyjump", "none").equals("none")
            && said.getOrDefault("proxycommand", "none").equals("none");
    return Optional.of(new SshRoute(host, Integer.parseInt(port), isDirect));
  }
}
