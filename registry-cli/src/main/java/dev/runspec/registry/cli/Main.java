package dev.runspec.registry.cli;

import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Position;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.agent.Agent;
import dev.runspec.registry.cli.agent.AgentEnvironment;
import dev.runspec.registry.cli.agent.InvalidRunspec;
import dev.runspec.registry.cli.agent.Label;
import dev.runspec.registry.cli.completion.Shell;
import dev.runspec.registry.cli.context.ContextName;
import dev.runspec.registry.cli.mcp.MaxAutonomy;
import dev.runspec.registry.cli.output.OutputFormat;
import dev.runspec.registry.cli.policy.Pin;
import dev.runspec.registry.cli.run.FailureLimit;
import dev.runspec.registry.cli.run.HostPattern;
import dev.runspec.registry.client.ExportFormat;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.TypeConversionException;

/** Where {@code registry-cli} starts. */
public final class Main {

  /** Those that can be asked for. */
  private static final InstanceState[] STATES = {
    InstanceState.LIVE, InstanceState.DRAINING, InstanceState.STALE, InstanceState.GONE
  };

  private Main() {}

  public static void main(String[] arguments) {
    PrintWriter out = utf8(FileDescriptor.out);
    PrintWriter err = utf8(FileDescriptor.err);
    int code =
        commandLine(Surroundings.ofThisProcess(Main::nearbyRegistry), Commands.meantBy(arguments))
            .setOut(out)
            .setErr(err)
            .execute(arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** All commands, ready to be executed. */
  static CommandLine commandLine(Surroundings here) {
    return commandLine(here, List.of(Commands.values()));
  }

  /** Some of them. */
  static CommandLine commandLine(Surroundings here, List<Commands> commands) {
    CommandLine line = new CommandLine(new RegistryCommand());
    commands.forEach(command -> line.addSubcommand(command.made(here)));
    ErrorLines errors = new ErrorLines();
    return line.setExpandAtFiles(false)
        .registerConverter(HostName.class, text -> checked(HostName::new, text))
        .registerConverter(ToolName.class, text -> checked(ToolName::new, text))
        .registerConverter(Position.class, text -> checked(Position::parse, text))
        .registerConverter(InstanceId.class, text -> checked(InstanceId::new, text))
        .registerConverter(HostPattern.class, text -> checked(HostPattern::new, text))
        .registerConverter(FailureLimit.class, text -> checked(FailureLimit::parse, text))
        .registerConverter(TimeLimit.class, text -> checked(TimeLimit::parse, text))
        .registerConverter(AgentName.class, text -> checked(AgentName::new, text))
        .registerConverter(ContextName.class, text -> checked(ContextName::new, text))
        .registerConverter(Pin.class, text -> checked(Pin::new, text))
        .registerConverter(Label.class, text -> checked(Label::parse, text))
        .registerConverter(MaxAutonomy.class, name -> named(MaxAutonomy.values(), name))
        .registerConverter(OutputFormat.class, name -> named(OutputFormat.values(), name))
        .registerConverter(ExportFormat.class, name -> named(ExportFormat.values(), name))
        .registerConverter(InstanceState.class, name -> named(STATES, name))
        .registerConverter(Shell.class, name -> named(Shell.values(), name))
        .setColorScheme(Help.defaultColorScheme(here.isColourful() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  /** A file that is wrong is no reason not to look around: who serves it hears what is wrong. */
  private static Optional<URI> nearbyRegistry() {
    try {
      return Agent.nearbyRegistry(AgentEnvironment.ofThisProcess());
    } catch (InvalidRunspec e) {
      return Optional.empty();
    }
  }

  /** A value that says itself what is wrong with its text. */
  private static <T> T checked(Function<String, T> parser, String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static <E extends Enum<E>> E named(E[] values, String name) {
    return Arrays.stream(values)
        .filter(value -> lowerCase(value).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + name
                        + "' is none of "
                        + String.join(", ", Arrays.stream(values).map(Main::lowerCase).toList())));
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static PrintWriter utf8(FileDescriptor stream) {
    return new PrintWriter(new FileOutputStream(stream), false, StandardCharsets.UTF_8);
  }
}
