package dev.runspec.registry.cli;

import dev.runspec.registry.cli.command.CompleteCommand;
import dev.runspec.registry.cli.command.CompletionCommand;
import dev.runspec.registry.cli.command.DeregisterCommand;
import dev.runspec.registry.cli.command.DoctorCommand;
import dev.runspec.registry.cli.command.DrainCommand;
import dev.runspec.registry.cli.command.EventsCommand;
import dev.runspec.registry.cli.command.ExplainCommand;
import dev.runspec.registry.cli.command.ExportCommand;
import dev.runspec.registry.cli.command.HealthCommand;
import dev.runspec.registry.cli.command.HostsCommand;
import dev.runspec.registry.cli.command.InstancesCommand;
import dev.runspec.registry.cli.command.McpCommand;
import dev.runspec.registry.cli.command.PolicyCommand;
import dev.runspec.registry.cli.command.RunCommand;
import dev.runspec.registry.cli.command.ServeCommand;
import dev.runspec.registry.cli.command.ToolsCommand;
import dev.runspec.registry.cli.command.ToolsDiffCommand;
import dev.runspec.registry.cli.command.UndrainCommand;
import dev.runspec.registry.cli.command.context.ContextCommand;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * The commands by their names, in the order of the help. picocli reflects over every one that is
 * made, which is most of what a call costs: so only the one is made that the first word names.
 */
enum Commands {
  SERVE("serve", ServeCommand::new),
  RUN("run", RunCommand::commandLine),
  MCP("mcp", McpCommand::new),
  EXPLAIN("explain", ExplainCommand::new),
  POLICY("policy", PolicyCommand::commandLine),
  DOCTOR("doctor", DoctorCommand::new),
  TOOLS(
      "tools",
      here -> new CommandLine(new ToolsCommand(here)).addSubcommand(new ToolsDiffCommand(here))),
  INSTANCES("instances", InstancesCommand::new),
  HOSTS("hosts", HostsCommand::new),
  EVENTS("events", EventsCommand::new),
  HEALTH("health", HealthCommand::new),
  DRAIN("drain", DrainCommand::new),
  UNDRAIN("undrain", UndrainCommand::new),
  DEREGISTER("deregister", DeregisterCommand::new),
  EXPORT("export", ExportCommand::new),
  CONTEXT("context", ContextCommand::commandLine),
  COMPLETION("completion", here -> new CompletionCommand()),
  COMPLETE("__complete", CompleteCommand::new);

  private static final List<String> VERSION = List.of("-V", "--version");

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // They are references to constructors.
  private final Function<Surroundings, Object> maker;

  Commands(String word, Function<Surroundings, Object> maker) {
    this.word = word;
    this.maker = maker;
  }

  /** Those that these words can be about; what completes others needs them all. */
  static List<Commands> meantBy(String... arguments) {
    if (arguments.length == 1 && VERSION.contains(arguments[0])) {
      return List.of();
    }
    return Arrays.stream(values())
        .filter(command -> arguments.length > 0 && command.word.equals(arguments[0]))
        .filter(command -> command != COMPLETE)
        .findFirst()
        .map(List::of)
        .orElseGet(() -> List.of(values()));
  }

  /** The command, or the command line of one that has further ones. */
  Object made(Surroundings here) {
    return maker.apply(here);
  }
}
