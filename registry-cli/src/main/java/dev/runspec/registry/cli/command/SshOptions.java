package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.TimeLimit;
import dev.runspec.registry.cli.ssh.RunLimits;
import dev.runspec.registry.cli.ssh.RunMode;
import dev.runspec.registry.cli.ssh.SharedConnections;
import dev.runspec.registry.cli.ssh.SshCommand;
import dev.runspec.registry.command.SshDestination;
import dev.runspec.registry.command.SshOverrides;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how SSH gets to a host, and what it does there. */
final class SshOptions {

  /** A host that says nothing must not keep a run on many hosts for ever. */
  private static final Duration USUAL_CONNECTING = Duration.ofSeconds(10);

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "The login on the host; SSH's own choice unless given.")
  private @Nullable String user;

  @Option(names = "--ssh-key", paramLabel = "FILE", description = "A private key for SSH.")
  private @Nullable Path sshKey;

  @Option(
      names = "--no-host-key-check",
      description = "Believe whatever host answers. For throw-away hosts only.")
  private boolean isHostKeyIgnored;

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      description = {
        "How long the way to a host may take, such as 5s. On several hosts 10 seconds, unless your"
            + " SSH configuration says otherwise."
      })
  private @Nullable TimeLimit connecting;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "How long the tool may then run on a host, such as 30s or 5m, before it is ended.")
  private @Nullable TimeLimit running;

  @Option(
      names = "--keep-connections",
      paramLabel = "TIME",
      description = {
        "Keep connections open until nobody used them for so long, so that the next run is there at"
            + " once. Not on Windows, nor where your SSH configuration shares them already."
      })
  private @Nullable TimeLimit kept;

  @Option(
      names = "--plain",
      description = {
        "Send the bare command, for hosts that allow only exact ones. Ending this side may then"
            + " leave it running."
      })
  private boolean isPlain;

  @Option(
      names = {"-i", "--stdin"},
      description = "Give the tool this side's input; else it has none.")
  private boolean isInputForwarded;

  private final Surroundings here;

  SshOptions(Surroundings here) {
    this.here = here;
  }

  SshOverrides overrides() {
    return new SshOverrides(user, null);
  }

  boolean isHostKeyIgnored() {
    return isHostKeyIgnored;
  }

  boolean isInputForwarded() {
    return isInputForwarded;
  }

  RunMode mode() {
    return isPlain ? RunMode.PLAIN : isInputForwarded ? RunMode.STDIN : RunMode.LIFELINE;
  }

  /** What two of these do not go together, if two are given that do not. */
  @Nullable String mistake() {
    return isPlain && isInputForwarded ? "--plain and --stdin do not go together" : null;
  }

  /**
   * Looks at what can be looked at before anybody is asked.
   *
   * @throws CommandFailure if it cannot be used
   */
  void check() {
    if (sshKey != null && !Files.isReadable(sshKey)) {
      throw new CommandFailure("the SSH key " + sshKey + " is not a file that can be read");
    }
  }

  /** The way to a host. */
  SshCommand to(SshDestination destination) {
    SshCommand ssh = SshCommand.to(destination, here.environment());
    ssh = sshKey == null ? ssh : ssh.withKey(sshKey);
    ssh = isHostKeyIgnored ? ssh.withoutHostKeyCheck() : ssh;
    SshCommand direct = ssh;
    return connections().map(shared -> shared.over(direct)).orElse(direct);
  }

  private Optional<SharedConnections> connections() {
    return kept == null
        ? Optional.empty()
        : SharedConnections.kept(here.environment(), kept.duration());
  }

  /** For one host: what was said, and no more. */
  RunLimits limits() {
    return new RunLimits(duration(connecting), duration(running));
  }

  /** For one of several hosts. */
  RunLimits limits(SshCommand way) {
    return connecting == null && !way.isConnectLimited()
        ? new RunLimits(USUAL_CONNECTING, duration(running))
        : limits();
  }

  private static @Nullable Duration duration(@Nullable TimeLimit limit) {
    return limit == null ? null : limit.duration();
  }
}
