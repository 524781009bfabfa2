package dev.runspec.registry.cli.completion;

import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.AgentName;
import dev.runspec.registry.cli.context.ContextName;
import dev.runspec.registry.cli.run.HostPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Says what may come next, from picocli's model of the commands and from names that are known. */
public final class Completer {

  /** Stands for the names of files, which the shell knows better. No word holds a tab. */
  static final Candidate FILES = Candidate.of("\tfiles");

  private final CommandSpec program;
  private final CommandSpec asker;
  private final Function<List<String>, KnownNames> names;

  /**
   * @param program the whole program
   * @param asker a command with the options that say which registry to ask
   * @param names the names that are known with such options
   */
  public Completer(
      CommandSpec program, CommandSpec asker, Function<List<String>, KnownNames> names) {
    this.program = program;
    this.asker = asker;
    this.names = names;
  }

  /**
   * The words that may come next.
   *
   * @param before the words that are typed, after the program's name and without quotes
   * @param current the beginning of the next one
   */
  public List<Candidate> next(List<String> before, String current) {
    TypedWords typed = TypedWords.read(program, before);
    if (typed.awaiting().isPresent()) {
      return matching(values(typed.awaiting().get(), typed), current).toList();
    }
    if (current.startsWith("-") && !typed.isPastOptions()) {
      return current.contains("=")
          ? attachedValues(typed, current)
          : options(typed).filter(each -> each.value().startsWith(current)).toList();
    }
    List<Candidate> words = new ArrayList<>();
    if (typed.isBeforeSubcommand()) {
      words.addAll(subcommands(typed.command()));
    }
    typed.nextPositional().ifPresent(parameter -> words.addAll(values(parameter, typed)));
    boolean isNothingElse = words.isEmpty() && current.isEmpty() && !typed.isPastOptions();
    return isNothingElse ? options(typed).toList() : matching(words, current).toList();
  }

  private List<Candidate> attachedValues(TypedWords typed, String current) {
    int equals = current.indexOf('=');
    OptionSpec option = typed.command().findOption(current.substring(0, equals));
    if (option == null || option.arity().max() == 0) {
      return List.of();
    }
    String beginning = current.substring(0, equals + 1);
    return matching(values(option, typed), current.substring(equals + 1))
        .map(each -> each.equals(FILES) ? each : each.after(beginning))
        .toList();
  }

  /** A name that looks like an option would be taken for one. */
  private static Stream<Candidate> matching(List<Candidate> words, String current) {
    return words.stream()
        .filter(
            each ->
                each.equals(FILES)
                    || (each.isPlainText()
                        && each.value().startsWith(current)
                        && !each.value().startsWith("-")));
  }

  private static Stream<Candidate> options(TypedWords typed) {
    return typed.command().options().stream()
        .filter(option -> !option.hidden() && typed.isOpen(option))
        .map(option -> new Candidate(option.longestName(), first(option.description())));
  }

  private static List<Candidate> subcommands(CommandSpec command) {
    return command.subcommands().entrySet().stream()
        .filter(each -> !spec(each.getValue()).usageMessage().hidden())
        .map(
            each ->
                new Candidate(
                    each.getKey(), first(spec(each.getValue()).usageMessage().description())))
        .toList();
  }

  private List<Candidate> values(ArgSpec argument, TypedWords typed) {
    Class<?> type = argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(each -> each != InstanceState.UNKNOWN)
          .map(
              each ->
                  Candidate.of(((Enum<?>) each).name().toLowerCase(Locale.ROOT).replace('_', '-')))
          .toList();
    }
    if (argument.paramLabel().equals("FILE")) {
      return List.of(FILES);
    }
    if (type.equals(ContextName.class)) {
      return known(typed).contexts();
    }
    if (type.equals(ToolName.class)) {
      return known(typed).tools();
    }
    if (type.equals(HostName.class) || type.equals(HostPattern.class)) {
      return known(typed).hosts(typed.given(ToolName.class));
    }
    if (type.equals(InstanceId.class)) {
      return known(typed).instances();
    }
    if (type.equals(AgentName.class)) {
      return known(typed).agents(typed.given(ToolName.class), typed.given(HostPattern.class));
    }
    return List.of();
  }

  private KnownNames known(TypedWords typed) {
    return names.apply(typed.sharedWith(asker));
  }

  private static CommandSpec spec(CommandLine command) {
    return command.getCommandSpec();
  }

  private static String first(String[] lines) {
    return lines.length == 0 ? "" : lines[0];
  }
}
