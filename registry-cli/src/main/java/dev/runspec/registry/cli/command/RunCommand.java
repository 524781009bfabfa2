package dev.runspec.registry.cli.command;

import dev.runspec.registry.HostName;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.AgentName;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.UnknownOptionHint;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.cli.output.ToolListing;
import dev.runspec.registry.cli.output.Visible;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Guard;
import dev.runspec.registry.cli.run.Preparation;
import dev.runspec.registry.cli.run.Prepared;
import dev.runspec.registry.cli.run.Readiness;
import dev.runspec.registry.cli.ssh.RemoteRun;
import dev.runspec.registry.cli.ssh.RunMode;
import dev.runspec.registry.cli.ssh.RunResult;
import dev.runspec.registry.cli.ssh.RunStreams;
import dev.runspec.registry.cli.ssh.SignalGuard;
import dev.runspec.registry.cli.ssh.SshCommand;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.command.SshOverrides;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run TOOL --host HOST -- ARGS}: looks a tool up and runs it on a host, over SSH. */
@Command(
    name = "run",
    exitCodeOnExecutionException = 125,
    description = {
      "Runs a tool on a host over SSH; without a tool, lists the tools.",
      "What the registry says is checked before anything is connected: commands are quoted, and"
          + " become methods and flags come from fixed lists."
    },
    exitCodeList = {
      "0:it ran and ended with 0",
      "1-254:the exit code of the tool",
      "2:the command line is wrong",
      "125:nothing was run on the host; stderr says why",
      "130, 143:ended by INT or TERM, here and on the host",
      "255:the host could not be reached, or the connection was lost"
    })
public final class RunCommand implements Callable<Integer>, UnknownOptionHint {

  @Spec private CommandSpec command;

  @Parameters(index = "0", arity = "0..1", paramLabel = "TOOL", description = "The tool to run.")
  private @Nullable ToolName tool;

  @Parameters(
      index = "1..*",
      paramLabel = "ARGS",
      description = "Its arguments, after --; they reach it exactly as they are.")
  private List<String> arguments = List.of();

  @Option(names = "--host", paramLabel = "HOST", description = "The host to run it on.")
  private @Nullable HostName host;

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      description = "The agent whose tool is meant, where several agents of a host have it.")
  private @Nullable AgentName agent;

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

  @Option(names = "--dry-run", description = "Print the exact remote command, and run nothing.")
  private boolean isDryRun;

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

  @Mixin private final OutputOptions output;
  @Mixin private final ConnectionOptions connection;

  private final Surroundings here;

  public RunCommand(Surroundings here) {
    this.here = here;
    this.command = CommandSpec.create();
    this.output = new OutputOptions(here);
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public Integer call() {
    ToolName wanted = tool;
    if (wanted == null) {
      if (host != null) {
        throw usage("which tool is to run on " + host + "? run TOOL --host " + host);
      }
      try (RegistryClient registry = connection.client()) {
        output.print(registry.tools(), ToolListing.TOOLS);
      }
      return 0;
    }
    if (isPlain && isInputForwarded) {
      throw usage("--plain and --stdin do not go together");
    }
    if (sshKey != null && !Files.isReadable(sshKey)) {
      throw new CommandFailure("the SSH key " + sshKey + " is not a file that can be read");
    }
    Prepared run = prepared(lookUp(wanted));
    if (isDryRun) {
      command.commandLine().getOut().println(run.command().shell());
      return 0;
    }
    return run(run);
  }

  @Override
  public String onUnknownOption(String option) {
    return "what is for the tool goes after --, as in run TOOL --host HOST -- " + option;
  }

  private int run(Prepared prepared) {
    SshCommand ssh = SshCommand.to(prepared.destination(), here.environment());
    ssh = sshKey == null ? ssh : ssh.withKey(sshKey);
    ssh = isHostKeyIgnored ? ssh.withoutHostKeyCheck() : ssh;
    RunMode mode = isPlain ? RunMode.PLAIN : isInputForwarded ? RunMode.STDIN : RunMode.LIFELINE;
    RemoteRun run = new RemoteRun(ssh, prepared.command(), mode, RunStreams.ofThisProcess());
    RunResult result = SignalGuard.resultOf(run);
    result.complaint().ifPresent(this::complain);
    return result.exitCode();
  }

  private Attempt lookUp(ToolName wanted) {
    try (RegistryClient registry = connection.client()) {
      ToolChoice choice = ToolChoice.of(wanted, registry);
      if (host == null) {
        throw usage("--host is needed; " + wanted + " is on " + choice.hosts());
      }
      ToolHost place = agent == null ? choice.on(host) : choice.on(host, agent.value());
      return new Attempt(choice.group(), place, arguments, new SshOverrides(user, null));
    }
  }

  private Prepared prepared(Attempt attempt) {
    return switch (Preparation.guardedBy(guards()).of(attempt)) {
      case Readiness.Ready ready -> ready.run();
      case Readiness.Unconfirmed unconfirmed ->
          throw new CommandFailure(
              "not run, since nobody could be asked: " + unconfirmed.questions().get(0));
      case Readiness.Refused refused -> throw new CommandFailure(refused.message());
    };
  }

  /** Who has a say, in this order. */
  private static List<Guard> guards() {
    return List.of();
  }

  private void complain(String line) {
    command.commandLine().getErr().println("registry-cli: " + Visible.of(line));
    command.commandLine().getErr().flush();
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
