package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.SelectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.TimeLimit;
import dev.runspec.registry.cli.arguments.ArgumentCheck;
import dev.runspec.registry.cli.mcp.HostRun;
import dev.runspec.registry.cli.mcp.LiveTools;
import dev.runspec.registry.cli.mcp.MaxAutonomy;
import dev.runspec.registry.cli.mcp.RegistryTools;
import dev.runspec.registry.cli.mcp.StandardStreams;
import dev.runspec.registry.cli.output.Visible;
import dev.runspec.registry.cli.policy.Attendance;
import dev.runspec.registry.cli.policy.Caller;
import dev.runspec.registry.cli.policy.DemandedWitness;
import dev.runspec.registry.cli.policy.Policy;
import dev.runspec.registry.cli.policy.PolicyGuard;
import dev.runspec.registry.cli.policy.PolicyOptions;
import dev.runspec.registry.cli.run.Preparation;
import dev.runspec.registry.cli.run.Witness;
import dev.runspec.registry.cli.signature.VerifyOptions;
import dev.runspec.registry.cli.ssh.RunLimits;
import dev.runspec.registry.cli.ssh.SharedConnections;
import dev.runspec.registry.cli.ssh.SshCommand;
import dev.runspec.registry.cli.watch.QuietClient;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.command.SshDestination;
import dev.runspec.registry.command.SshOverrides;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code mcp}: offers the tools of a registry to a model's host, over standard input and output.
 */
@Command(
    name = "mcp",
    description = {
      "Offers the tools of a registry over the Model Context Protocol, on standard input and output,"
          + " until the input ends. It is started by a model's host, such as an editor.",
      "Each tool takes a host beside its own arguments, and runs there over SSH, with your rights."
          + " Tools of autonomy manual are never offered."
    })
public final class McpCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--max-autonomy",
      paramLabel = "LEVEL",
      description = {
        "Offer tools up to this need of a person: autonomous, confirm or supervised; the last"
            + " unless given. The model's host is told which of them want a question first."
      })
  private MaxAutonomy most = MaxAutonomy.SUPERVISED;

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "The login on the hosts; SSH's own choice unless given.")
  private @Nullable String user;

  @Option(names = "--ssh-key", paramLabel = "FILE", description = "A private key for SSH.")
  private @Nullable Path sshKey;

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      description = "How long the way to a host may take; 10s unless given.")
  private TimeLimit connecting = TimeLimit.parse("10s");

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long a tool may then run, such as 5m, before it is ended.")
  private @Nullable TimeLimit running;

  @Option(
      names = "--keep-connections",
      paramLabel = "TIME",
      description = {
        "Keep connections open until nobody used them for so long, so that the next call is there"
            + " at once."
      })
  private @Nullable TimeLimit kept;

  @Mixin private final PolicyOptions rules;
  @Mixin private final VerifyOptions verify;
  @Mixin private final SelectionOptions selection;
  @Mixin private final ConnectionOptions connection;

  private final Surroundings here;

  public McpCommand(Surroundings here) {
    this.here = here;
    this.command = CommandSpec.create();
    this.rules = new PolicyOptions(here);
    this.verify = new VerifyOptions(here);
    this.selection = new SelectionOptions();
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public Integer call() {
    if (connection.isInputTheKey()) {
      throw new CommandFailure(
          "standard input is for the protocol; give the key as --registry-key-file FILE, or in"
              + " REGISTRY_API_KEY or a context");
    }
    if (sshKey != null && !Files.isReadable(sshKey)) {
      throw new CommandFailure("the SSH key " + sshKey + " is not a file that can be read");
    }
    String mistake = verify.mistake(false);
    if (mistake != null) {
      throw new ParameterException(command.commandLine(), mistake);
    }
    Policy unused = rules.policy(); // one that cannot be read is told before all else
    QuietClient.hush();
    AtomicReference<@Nullable StandardStreams> streams = new AtomicReference<>();
    try (RegistryClient registry = connection.client();
        LiveTools tools =
            LiveTools.start(
                registry,
                selection.isAnything() ? selection.of(Liveness.LIVE) : null,
                most,
                () -> tellChange(streams.get()),
                this::tell)) {
      RegistryTools toolbox =
          new RegistryTools(
              tools,
              isHostAsking -> preparation(isHostAsking, registry),
              new SshOverrides(user, null),
              new HostRun(this::way, limits()),
              version());
      StandardStreams opened = StandardStreams.claim(here.input(), toolbox);
      streams.set(opened);
      tell("offering the tools of " + connection.address() + " on standard input and output");
      Thread hook = new Thread(opened::close, "end-calls");
      Runtime.getRuntime().addShutdownHook(hook);
      opened.converse();
    }
    return 0;
  }

  private void tell(String line) {
    command.commandLine().getErr().println("registry-cli: " + Visible.of(line));
    command.commandLine().getErr().flush();
  }

  private static void tellChange(@Nullable StandardStreams streams) {
    if (streams != null) {
      streams.toolsChanged();
    }
  }

  private SshCommand way(SshDestination destination) {
    SshCommand plain = SshCommand.to(destination, here.environment());
    SshCommand ssh = sshKey == null ? plain : plain.withKey(sshKey);
    return kept == null
        ? ssh
        : SharedConnections.kept(here.environment(), kept.duration())
            .map(shared -> shared.over(ssh))
            .orElse(ssh);
  }

  private RunLimits limits() {
    return new RunLimits(connecting.duration(), running == null ? null : running.duration());
  }

  /** Made for every call, so that it holds to the policy as it is then. */
  private Preparation preparation(boolean isHostAsking, RegistryClient registry) {
    Attendance attendance = new Attendance(false, isHostAsking);
    PolicyGuard guard = new PolicyGuard(rules.policy(), Caller.AGENTS, attendance).witnessed();
    return Preparation.guardedBy(List.of(guard, new ArgumentCheck()))
        .witnessedBy(witness(guard, registry));
  }

  private @Nullable Witness witness(PolicyGuard guard, RegistryClient registry) {
    Witness asked = verify.witness(registry, selection.labels());
    return asked == null && guard.isAnySignatureNeeded()
        ? new DemandedWitness(guard, verify.always(registry, selection.labels()))
        : asked;
  }

  private static String version() {
    String version = McpCommand.class.getPackage().getImplementationVersion();
    return version == null ? "0" : version;
  }
}
