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
import dev.runspec.registry.cli.agent.Label;
import dev.runspec.registry.cli.agent.Leash;
import dev.runspec.registry.cli.agent.Progress;
import dev.runspec.registry.cli.agent.SystemTelemetry;
import dev.runspec.registry.cli.agent.ToolsJson;
import dev.runspec.registry.cli.mcp.AgentTools;
import dev.runspec.registry.cli.mcp.StandardStreams;
import dev.runspec.registry.cli.output.Visible;
import dev.runspec.registry.cli.signature.SignOptions;
import dev.runspec.registry.client.Announcement;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.command.SshDestination;
import dev.runspec.registry.command.SshOverrides;
import dev.runspec.registry.command.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code serve}: registers the tools of the nearest {@code runspec.toml} and keeps them registered.
 */
@Command(
    name = "serve",
    description = {
      "Registers the tools of the nearest runspec.toml, and beats until it is told to end: by TERM,"
          + " INT, HUP or the end of a piped input (not of one that brought the key). Then it"
          + " deregisters and exits with 0.",
      "Over a piped input and standard output it answers the Model Context Protocol: its tools can be"
          + " listed and called, and run here.",
      "A registry that is away is waited for; one that refuses the agent ends it."
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
  private List<Label> labels = List.of();

  @Option(
      names = "--ssh-address",
      paramLabel = "ADDRESS",
      description = "Where SSH should go, when the host's name does not resolve for others.")
  private @Nullable String sshAddress;

  @Option(names = "--ssh-port", paramLabel = "PORT", description = "The port of its SSH server.")
  private @Nullable Integer sshPort;

  @Option(names = "--ssh-user", paramLabel = "USER", description = "The login to use there.")
  private @Nullable String sshUser;

  @Mixin private final SignOptions sign;
  @Mixin private final ConnectionOptions connection;

  private final Surroundings here;

  public ServeCommand(Surroundings here) {
    this.here = here;
    this.command = CommandSpec.create();
    this.sign = new SignOptions(here);
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public void run() {
    if (name != null && name.isEmpty()) {
      throw usage("the name is empty");
    }
    sign.mistake()
        .ifPresent(
            mistake -> {
              throw usage(mistake);
            });
    Map<String, String> labelled = labelled();
    SshTarget ssh = sshTarget();
    Agent agent = agent();
    agent.warnings().forEach(warning -> tell("warning: " + warning));
    if (isDryRun) {
      command.commandLine().getOut().print(ToolsJson.pretty(agent.tools()));
      command.commandLine().getOut().flush();
      return;
    }
    serve(agent, registration(agent, labelled, ssh));
  }

  private void serve(Agent agent, Registration registration) {
    Optional<SignOptions.Signed> signed = sign.signed(registration, this::tell);
    AtomicReference<@Nullable StandardStreams> talk = new AtomicReference<>();
    try (RegistryClient registry = connection.agentClient();
        Leash leash =
            connection.isInputTheKey()
                ? Leash.ofSignals()
                : Leash.ofSignalsAnd(() -> converse(agent, registration.name(), talk))) {
      tell("serving " + summary(registration) + " to " + connection.address());
      Progress progress = new Progress(this::tell, leash);
      try (Announcement announcement =
          signed
              .map(by -> registry.announce(by.agent(), progress, by.signer()))
              .orElseGet(() -> registry.announce(registration, progress))) {
        if (agent.telemetry()) {
          SystemTelemetry telemetry = SystemTelemetry.ofThisProcess(here.clock());
          announcement.telemetry(telemetry::reading);
        }
        leash.awaitEnd();
        endCalls(talk.get());
      }
      progress
          .failure()
          .ifPresent(
              failure -> {
                throw failure;
              });
    }
  }

  /** Whoever started this with a pipe may be a model's host. Returns at the end of the input. */
  private void converse(
      Agent agent, String called, AtomicReference<@Nullable StandardStreams> talk) {
    StandardStreams streams = StandardStreams.claim(here.input(), new AgentTools(agent, called));
    talk.set(streams);
    streams.converse();
  }

  private static void endCalls(@Nullable StandardStreams streams) {
    if (streams != null) {
      streams.close();
    }
  }

  private static String summary(Registration registration) {
    int count = registration.publishedTools().size();
    String tools = count == 1 ? "1 tool" : count + " tools";
    return tools + " of " + registration.name() + " on " + registration.host();
  }

  private Agent agent() {
    AgentEnvironment environment = AgentEnvironment.ofThisProcess();
    try {
      return Agent.read(host == null ? environment : environment.withHost(host));
    } catch (InvalidRunspec e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }

  private Registration registration(
      Agent agent, Map<String, String> labelled, @Nullable SshTarget ssh) {
    Registration read = agent.registration(Agent.freshInstanceId());
    try {
      return new Registration(
          read.id(),
          name == null ? read.name() : name,
          read.version(),
          read.host(),
          read.heartbeatInterval(),
          labelled,
          ssh,
          read.toolsHash(),
          read.tools(),
          null);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, String> labelled() {
    Map<String, String> values = new TreeMap<>();
    for (Label label : labels) {
      if (values.put(label.key(), label.value()) != null) {
        throw usage("the label " + label.key() + " is given twice");
      }
    }
    return values;
  }

  /** Where SSH should go; what no client would follow is refused here already. */
  private @Nullable SshTarget sshTarget() {
    boolean isSaid = sshAddress != null || sshPort != null || sshUser != null;
    SshTarget ssh;
    try {
      ssh = isSaid ? new SshTarget(sshAddress, sshPort, sshUser) : null;
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
    HostName registered = host == null ? new HostName("localhost") : host;
    if (SshDestination.of(registered, ssh, SshOverrides.NONE)
        instanceof Verdict.Refused<SshDestination> refused) {
      throw usage(refused.refusal().message());
    }
    return ssh;
  }

  private void tell(String line) {
    command.commandLine().getErr().println("registry-cli: " + Visible.of(line));
    command.commandLine().getErr().flush();
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
