package dev.runspec.registry.cli.command;

import dev.runspec.registry.HostName;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.agent.Agent;
import dev.runspec.registry.cli.agent.AgentEnvironment;
import dev.runspec.registry.cli.agent.InvalidRunspec;
import dev.runspec.registry.cli.agent.Leash;
import dev.runspec.registry.cli.agent.SystemTelemetry;
import dev.runspec.registry.cli.agent.ToolsJson;
import dev.runspec.registry.cli.output.Visible;
import dev.runspec.registry.client.Announcement;
import dev.runspec.registry.client.AnnouncementState;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.RegistryException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code serve}: registers the tools of the nearest {@code runspec.toml} and keeps them registered.
 */
@Command(
    name = "serve",
    description = {
      "Registers the tools of the nearest runspec.toml, and beats until it is told to end: by TERM,"
          + " INT, HUP or the end of a piped input. Then it deregisters and exits with 0."
    })
public final class ServeCommand implements Runnable {

  @Spec private CommandSpec command;

  @Option(names = "--dry-run", description = "Print the tools as JSON, and register nothing.")
  private boolean isDryRun;

  @Option(names = "--name", paramLabel = "NAME", description = "Another name than the file's.")
  private @Nullable String name;

  @Option(names = "--host", paramLabel = "HOST", description = "Another name than the kernel's.")
  private @Nullable HostName host;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "KEY=VALUE",
      description = "A label; may be given several times.")
  private Map<String, String> labels = Map.of();

  @Option(
      names = "--ssh-address",
      paramLabel = "ADDRESS",
      description = "Where SSH should go, when the host's name does not resolve for others.")
  private @Nullable String sshAddress;

  @Option(names = "--ssh-port", paramLabel = "PORT", description = "The port of its SSH server.")
  private @Nullable Integer sshPort;

  @Option(names = "--ssh-user", paramLabel = "USER", description = "The login to use there.")
  private @Nullable String sshUser;

  @Mixin private final ConnectionOptions connection;

  private final Surroundings here;

  public ServeCommand(Surroundings here) {
    this.here = here;
    this.command = CommandSpec.create();
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public void run() {
    Agent agent = agent();
    agent.warnings().forEach(warning -> tell("warning: " + warning));
    if (isDryRun) {
      command.commandLine().getOut().print(ToolsJson.pretty(agent.tools()));
      command.commandLine().getOut().flush();
      return;
    }
    Registration registration = registration(agent);
    tell(
        "serving "
            + agent.tools().size()
            + " tools of "
            + registration.name()
            + " on "
            + registration.host()
            + " to "
            + connection.address());
    try (RegistryClient registry = connection.agentClient();
        Leash leash = Leash.on(here.input());
        Announcement announcement = registry.announce(registration, this::report)) {
      if (agent.telemetry()) {
        SystemTelemetry telemetry = SystemTelemetry.ofThisProcess(here.clock());
        announcement.telemetry(telemetry::reading);
      }
      leash.awaitEnd(announcement::close);
    }
  }

  private Agent agent() {
    AgentEnvironment environment = AgentEnvironment.ofThisProcess();
    try {
      return Agent.read(host == null ? environment : environment.withHost(host));
    } catch (InvalidRunspec e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }

  private Registration registration(Agent agent) {
    Registration read = agent.registration(Agent.freshInstanceId());
    SshTarget ssh =
        sshAddress == null && sshPort == null && sshUser == null
            ? null
            : new SshTarget(sshAddress, sshPort, sshUser);
    return new Registration(
        read.id(),
        name == null ? read.name() : name,
        read.version(),
        read.host(),
        read.heartbeatInterval(),
        labels,
        ssh,
        read.toolsHash(),
        read.tools());
  }

  private void report(AnnouncementState state, Optional<RegistryException> cause) {
    switch (state) {
      case CONNECTING -> {}
      case LIVE -> tell("registered, and beating");
      case RETRYING ->
          tell("not registered yet, trying again: " + cause.map(Throwable::getMessage).orElse(""));
      case CLOSED -> tell("deregistered");
    }
  }

  private void tell(String line) {
    command.commandLine().getErr().println("registry-cli: " + Visible.of(line));
    command.commandLine().getErr().flush();
  }
}
