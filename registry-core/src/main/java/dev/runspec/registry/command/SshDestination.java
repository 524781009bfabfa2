package dev.runspec.registry.command;

import dev.runspec.registry.HostName;
import dev.runspec.registry.SshTarget;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code ssh} goes: nothing in it can be read as an option or by a shell.
 *
 * @param host a host name or an address
 * @param port 1 to 65535, or null for SSH's own choice
 * @param user the login name, or null for SSH's own choice
 */
public record SshDestination(String host, @Nullable Integer port, @Nullable String user) {

  public SshDestination {
    refusal(host, port, user)
        .ifPresent(
            refusal -> {
              throw new IllegalArgumentException(refusal.message());
            });
  }

  /**
   * Finds the way to a host, or says what is wrong with it.
   *
   * @param host the name that the agent gave
   * @param ssh where the agent said SSH should really go, or null
   * @param overrides what the caller said
   */
  public static Verdict<SshDestination> of(
      HostName host, @Nullable SshTarget ssh, SshOverrides overrides) {
    SshTarget target = ssh == null ? new SshTarget(null, null, null) : ssh;
    String address = target.address() == null ? host.value() : target.address();
    Integer port = overrides.port() == null ? target.port() : overrides.port();
    String user = overrides.user() == null ? target.user() : overrides.user();
    Optional<Refusal> refusal = refusal(address, port, user);
    if (refusal.isPresent()) {
      return new Verdict.Refused<>(refusal.get());
    }
    return new Verdict.Accepted<>(new SshDestination(address, port, user));
  }

  private static Optional<Refusal> refusal(
      String host, @Nullable Integer port, @Nullable String user) {
    if (!HostSyntax.isHost(host)) {
      return Optional.of(
          new Refusal("host " + host, "ssh is not given such a host", HostSyntax.HOST_ACCEPTED));
    }
    if (user != null && !HostSyntax.isUser(user)) {
      return Optional.of(
          new Refusal("user " + user, "ssh is not given such a user", HostSyntax.USER_ACCEPTED));
    }
    if (port != null && (port < 1 || port > 65535)) {
      return Optional.of(new Refusal("port " + port, "there is no such port", "1 to 65535"));
    }
    return Optional.empty();
  }
}
