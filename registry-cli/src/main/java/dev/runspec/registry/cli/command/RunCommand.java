package dev.runspec.registry.cli.command;

import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.UnknownOptionHint;
import dev.runspec.registry.cli.arguments.ArgumentCheck;
import dev.runspec.registry.cli.arguments.ToolHelp;
import dev.runspec.registry.cli.output.OutputFormat;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.cli.output.ToolListing;
import dev.runspec.registry.cli.output.Visible;
import dev.runspec.registry.cli.policy.DemandedWitness;
import dev.runspec.registry.cli.policy.PolicyGuard;
import dev.runspec.registry.cli.policy.RuleOptions;
import dev.runspec.registry.cli.run.Admission;
import dev.runspec.registry.cli.run.Admission.Admitted;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Guard;
import dev.runspec.registry.cli.run.LastRun;
import dev.runspec.registry.cli.run.Output;
import dev.runspec.registry.cli.run.Preparation;
import dev.runspec.registry.cli.run.Prepared;
import dev.runspec.registry.cli.run.Witness;
import dev.runspec.registry.cli.signature.VerifyOptions;
import dev.runspec.registry.cli.ssh.BoundedRun;
import dev.runspec.registry.cli.ssh.RunResult;
import dev.runspec.registry.cli.ssh.RunStreams;
import dev.runspec.registry.cli.ssh.SignalGuard;
import dev.runspec.registry.cli.ssh.SshCommand;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.RegistryException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run TOOL --host HOST -- ARGS}: looks a tool up and runs it on hosts, over SSH. */
@Command(
    name = "run",
    exitCodeOnExecutionException = 125,
    description = {
      "Runs a tool on a host over SSH, or on several; without a tool, lists the tools. run TOOL"
          + " --help tells the tool's arguments.",
      "What the registry says is checked before anything is connected: commands are quoted, and"
          + " become methods and flags come from fixed lists.",
      "On one host that is named, output and exit code are the tool's own. Otherwise each line has"
          + " its host before it, a table comes at the end on stderr, and the exit code is the"
          + " highest of all hosts.",
      "With -o jsonl each thing that happens is a line of JSON, with the members event (start,"
          + " stdout, stderr, end, summary) and host; text or base64 for a line of output, and"
          + " partial when it had no end; outcome, exit, seconds and message at the end of a host."
    },
    exitCodeList = {
      "0:it ran and ended with 0, on every host",
      "1-254:the exit code of the tool; of several hosts, the highest",
      "2:the command line is wrong",
      "124:it ran longer than --timeout, and was ended",
      "125:nothing was run on the host; stderr says why",
      "130, 143:ended by INT or TERM, here and on the host",
      "255:the host could not be reached, or the connection was lost"
    })
public final class RunCommand implements Callable<Integer>, UnknownOptionHint {

  private static final String TOOL_SECTION = "tool";

  @Spec private CommandSpec command;

  @Parameters(index = "0", arity = "0..1", paramLabel = "TOOL", description = "The tool to run.")
  private @Nullable ToolName tool;

  @Parameters(
      index = "1..*",
      paramLabel = "ARGS",
      description = "Its arguments, after --; they reach it exactly as they are.")
  private List<String> arguments = List.of();

  @Mixin private final TargetOptions target = new TargetOptions();
  @Mixin private final PaceOptions pace = new PaceOptions();
  @Mixin private final SshOptions ssh;

  @Option(names = "--dry-run", description = "Print the exact remote command, and run nothing.")
  private boolean isDryRun;

  @Option(
      names = "--no-validate",
      description = "Do not hold the arguments against the tool's schema before.")
  private boolean isUnchecked;

  @Mixin private final RuleOptions rules;
  @Mixin private final VerifyOptions verify;
  @Mixin private final OutputOptions output;
  @Mixin private final ConnectionOptions connection;

  private final Surroundings here;

  private RunCommand(Surroundings here) {
    this.here = here;
    this.command = CommandSpec.create();
    this.ssh = new SshOptions(here);
    this.rules = new RuleOptions(here);
    this.verify = new VerifyOptions(here);
    this.output = new OutputOptions(here);
    this.connection = new ConnectionOptions(here);
  }

  /** The command with its help, which asks the registry about a tool. */
  public static CommandLine commandLine(Surroundings here) {
    RunCommand run = new RunCommand(here);
    CommandLine line = new CommandLine(run);
    List<String> sections = new ArrayList<>(line.getHelpSectionKeys());
    sections.add(TOOL_SECTION);
    line.setHelpSectionKeys(sections);
    line.getHelpSectionMap().put(TOOL_SECTION, help -> run.toolHelp());
    return line;
  }

  @Override
  public Integer call() {
    ToolName wanted = tool;
    if (wanted == null) {
      return list();
    }
    for (String mistake : mistakes()) {
      throw usage(mistake);
    }
    ssh.check();
    Admitted admitted = admitted(wanted, rules.policy(!isDryRun));
    if (isDryRun) {
      printCommands(admitted.runs());
      return 0;
    }
    return isRaw() ? runOn(admitted.runs().get(0)) : runOnAll(wanted, admitted);
  }

  private int list() {
    if (!target.isNothing()) {
      String host = target.hosts().isEmpty() ? "HOST" : target.hosts().get(0).text();
      throw usage("which tool is to run on " + host + "? run TOOL --host " + host);
    }
    try (RegistryClient registry = connection.client()) {
      output.print(registry.tools(), ToolListing.TOOLS);
    }
    return 0;
  }

  /** Whether streams and exit code are the tool's own. */
  private boolean isRaw() {
    return target.isOneHost() && !pace.isFolded() && output.format() != OutputFormat.JSONL;
  }

  private List<String> mistakes() {
    List<@Nullable String> mistakes = new ArrayList<>();
    mistakes.add(ssh.mistake());
    mistakes.add(target.mistake());
    mistakes.add(pace.mistake());
    mistakes.add(verify.mistake(ssh.isHostKeyIgnored()));
    if (!isRaw() && ssh.isInputForwarded()) {
      mistakes.add("--stdin is for one host: whose would it be?");
    }
    if (pace.isFolded() && output.format() == OutputFormat.JSONL) {
      mistakes.add("--fold and -o jsonl do not go together");
    }
    if (output.format() != OutputFormat.TABLE && output.format() != OutputFormat.JSONL) {
      mistakes.add("what a tool says comes as it is, or with -o jsonl");
    }
    List<String> made = new ArrayList<>();
    for (String mistake : mistakes) {
      if (mistake != null) {
        made.add(mistake);
      }
    }
    return made;
  }

  @Override
  public String onUnknownOption(String option) {
    return "what is for the tool goes after --, as in run TOOL --host HOST -- " + option;
  }

  private Admitted admitted(ToolName wanted, PolicyGuard policy) {
    try (RegistryClient registry = connection.client()) {
      ToolChoice choice =
          ToolChoice.of(wanted, target.isStaleIncluded() ? Liveness.ALL : Liveness.LIVE, registry);
      if (target.isNothing()) {
        throw usage("--host is needed; " + wanted + " is on " + choice.hosts());
      }
      List<ToolHost> places =
          new Targets(target, registry, LastRun.of(here.environment())).of(choice);
      return admission(policy, registry)
          .of(
              places.stream()
                  .map(place -> new Attempt(choice.group(), place, arguments, ssh.overrides()))
                  .toList());
    }
  }

  private Admission admission(PolicyGuard policy, RegistryClient registry) {
    // Whoever believes any host has nothing to hold a signature against.
    PolicyGuard guard = ssh.isHostKeyIgnored() ? policy : policy.witnessed();
    return new Admission(
        Preparation.guardedBy(guards(guard, registry)).witnessedBy(witness(guard, registry)),
        new TerminalConfirmation(here, command.commandLine().getErr()),
        pace.isRefusedLeftOut());
  }

  private @Nullable Witness witness(PolicyGuard guard, RegistryClient registry) {
    Witness asked = verify.witness(registry, target.labels());
    return asked == null && guard.isWitnessed() && guard.isAnySignatureNeeded()
        ? new DemandedWitness(guard, verify.always(registry, target.labels()))
        : asked;
  }

  /** Who has a say, in this order. */
  private List<Guard> guards(PolicyGuard policy, RegistryClient registry) {
    List<Guard> guards = new ArrayList<>(List.of(policy));
    guards.addAll(rules.pin(registry));
    if (!isUnchecked) {
      guards.add(new ArgumentCheck());
    }
    return guards;
  }

  private void printCommands(List<Prepared> runs) {
    PrintWriter out = command.commandLine().getOut();
    for (Prepared run : runs) {
      String host = isRaw() ? "" : Visible.of(run.host().value()) + ": ";
      out.println(host + run.command().shell());
    }
  }

  private int runOn(Prepared run) {
    run.notes().forEach(this::complain);
    RunResult result =
        SignalGuard.resultOf(
            new BoundedRun(
                ssh.to(run.destination()),
                run.command(),
                ssh.mode(),
                RunStreams.ofThisProcess(),
                ssh.limits()));
    result.complaint().ifPresent(this::complain);
    return result.exitCode();
  }

  private int runOnAll(ToolName wanted, Admitted admitted) {
    admitted.runs().forEach(run -> run.notes().forEach(note -> complain(run.host() + ": " + note)));
    RunStreams process = RunStreams.ofThisProcess();
    ManyHosts.Form form =
        output.format() == OutputFormat.JSONL
            ? ManyHosts.Form.JSON_LINES
            : pace.isFolded() ? ManyHosts.Form.FOLDED : ManyHosts.Form.LIVE;
    return SignalGuard.resultOf(
        new ManyHosts(
            wanted,
            admitted,
            pace.pace(),
            (run, streams) -> {
              SshCommand way = ssh.to(run.destination());
              return new BoundedRun(way, run.command(), ssh.mode(), streams, ssh.limits(way));
            },
            form,
            new Output(process.out(), process.err(), here.isTerminal(), here.isColourful()),
            output,
            here));
  }

  /** The last section of the help: the arguments of the tool, if one is named. */
  private String toolHelp() {
    ToolName wanted = tool;
    if (wanted == null) {
      return "";
    }
    String nothing = "The arguments of " + Visible.of(wanted.value()) + " are not known: ";
    List<String> lines;
    try (RegistryClient registry = connection.hastyClient()) {
      lines =
          registry
              .definedTool(wanted, Liveness.LIVE)
              .map(ToolHelp::lines)
              .orElseGet(() -> List.of(nothing + "no host has it"));
    } catch (RegistryException | CommandFailure | ParameterException | IllegalArgumentException e) {
      lines = List.of(nothing + Visible.of(Optional.ofNullable(e.getMessage()).orElse("")));
    }
    String newLine = System.lineSeparator();
    return newLine + String.join(newLine, lines) + newLine;
  }

  private void complain(String line) {
    command.commandLine().getErr().println("registry-cli: " + Visible.of(line));
    command.commandLine().getErr().flush();
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
