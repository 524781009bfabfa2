package dev.runspec.registry.cli.ssh;

import dev.runspec.registry.command.RemoteCommand;
import dev.runspec.registry.command.SshDestination;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How {@code ssh} is called for one destination. The user's own SSH configuration applies.
 * Immutable: each method returns a changed copy.
 */
public final class SshCommand {

  /** Names another SSH configuration file than the user's own. */
  public static final String CONFIG_VARIABLE = "REGISTRY_SSH_CONFIG";

  private final SshDestination destination;
  private final String program;
  private final @Nullable Path configuration;
  private final @Nullable Path key;
  private final boolean hostKeyChecked;
  private final List<String> settings;

  private SshCommand(
      SshDestination destination,
      String program,
      @Nullable Path configuration,
      @Nullable Path key,
      boolean hostKeyChecked,
      List<String> settings) {
    this.destination = destination;
    this.program = program;
    this.configuration = configuration;
    this.key = key;
    this.hostKeyChecked = hostKeyChecked;
    this.settings = List.copyOf(settings);
  }

  /** The way to {@code destination}, as the environment variables have it. */
  public static SshCommand to(SshDestination destination, Map<String, String> environment) {
    SshCommand command = new SshCommand(destination, "ssh", null, null, true, List.of());
    String file = environment.getOrDefault(CONFIG_VARIABLE, "");
    return file.isEmpty() ? command : command.configuredBy(Path.of(file));
  }

  /** With this configuration file in place of the user's own. */
  public SshCommand configuredBy(Path file) {
    return new SshCommand(destination, program, file, key, hostKeyChecked, settings);
  }

  /** With this private key, beside those that SSH would try itself. */
  public SshCommand withKey(Path file) {
    return new SshCommand(destination, program, configuration, file, hostKeyChecked, settings);
  }

  /** Believing whatever host answers, and remembering none. */
  public SshCommand withoutHostKeyCheck() {
    return new SshCommand(destination, program, configuration, key, false, settings);
  }

  /** With another program than {@code ssh}: a name on the {@code PATH} or a path. */
  public SshCommand startedBy(String name) {
    return new SshCommand(destination, name, configuration, key, hostKeyChecked, settings);
  }

  /** With this setting, which beats what the configuration says. */
  SshCommand with(String setting, String value) {
    List<String> more = new ArrayList<>(settings);
    more.add(setting + "=" + value);
    return new SshCommand(destination, program, configuration, key, hostKeyChecked, more);
  }

  /**
   * With so long for getting through to the host, from the first packet to the exchange of keys.
   */
  public SshCommand withConnectTimeout(Duration limit) {
    return with("ConnectTimeout", Long.toString(Math.max(1, limit.toSeconds())));
  }

  /** Whether a person's own configuration limits the time that connecting may take. */
  public boolean isConnectLimited() {
    return UserSettings.of(this).isConnectLimited();
  }

  String program() {
    return program;
  }

  SshDestination destination() {
    return destination;
  }

  /** The whole argument vector for a line that the remote shell is to get. */
  public List<String> argv(String remoteLine) {
    List<String> argv = options();
    argv.addAll(List.of("--", destination.host(), remoteLine));
    return argv;
  }

  /** The whole argument vector for a command that is to be run in this way. */
  public List<String> argv(RemoteCommand command, RunMode mode) {
    return argv(RemoteScript.around(command, mode));
  }

  /** The argument vector that asks ssh how it would go there, without going. */
  List<String> questionArgv() {
    List<String> argv = options();
    argv.addAll(List.of("-G", "--", destination.host()));
    return argv;
  }

  private List<String> options() {
    List<String> argv = new ArrayList<>(List.of(program));
    if (configuration != null) {
      argv.addAll(List.of("-F", configuration.toString()));
    }
    argv.addAll(List.of("-T", "-o", "BatchMode=yes"));
    Integer port = destination.port();
    if (port != null) {
      argv.addAll(List.of("-p", port.toString()));
    }
    String user = destination.user();
    if (user != null) {
      argv.addAll(List.of("-l", user));
    }
    if (key != null) {
      argv.addAll(List.of("-i", key.toString()));
    }
    if (!hostKeyChecked) {
      argv.addAll(List.of("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"));
      // Else ssh says at every run that it has added the key for ever, to /dev/null.
      argv.addAll(List.of("-o", "LogLevel=ERROR"));
    }
    settings.forEach(setting -> argv.addAll(List.of("-o", setting)));
    return argv;
  }
}
