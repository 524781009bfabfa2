package dev.runspec.registry.cli.completion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The words before the one that is being typed, read as picocli will read them, but for the
 * mistakes that somebody may be about to mend.
 */
final class TypedWords {

  private final Map<OptionSpec, String> options = new LinkedHashMap<>();
  private final List<String> positionals = new ArrayList<>();
  private CommandSpec command;
  private @Nullable OptionSpec awaiting;
  private boolean isPastOptions;

  private TypedWords(CommandSpec program) {
    this.command = program;
  }

  static TypedWords read(CommandSpec program, List<String> words) {
    TypedWords typed = new TypedWords(program);
    words.forEach(typed::read);
    return typed;
  }

  private void read(String word) {
    if (awaiting != null) {
      options.put(awaiting, word);
      awaiting = null;
    } else if (isPastOptions) {
      positionals.add(word);
    } else if (word.equals("--")) {
      isPastOptions = true;
    } else if (word.startsWith("--")) {
      option(word, word.indexOf('='), 1);
    } else if (word.startsWith("-") && word.length() > 1) {
      option(word, word.length() > 2 ? 2 : -1, 0);
    } else if (positionals.isEmpty() && command.subcommands().containsKey(word)) {
      command = command.subcommands().get(word).getCommandSpec();
    } else {
      positionals.add(word);
    }
  }

  /**
   * @param end where its name ends because its value follows in the same word, or -1
   * @param separator how long what stands between the two is
   */
  private void option(String word, int end, int separator) {
    OptionSpec option = command.findOption(end < 0 ? word : word.substring(0, end));
    if (option == null) {
      return;
    }
    if (option.arity().max() == 0) {
      options.put(option, "");
    } else if (end < 0) {
      awaiting = option;
    } else {
      options.put(option, word.substring(end + separator));
    }
  }

  /** The command that they lead to. */
  CommandSpec command() {
    return command;
  }

  /** The option whose value comes next. */
  Optional<OptionSpec> awaiting() {
    return Optional.ofNullable(awaiting);
  }

  /** Whether all that comes next is positional, since {@code --} was typed. */
  boolean isPastOptions() {
    return isPastOptions;
  }

  /** Whether this may still be given. */
  boolean isOpen(OptionSpec option) {
    return option.isMultiValue() || !options.containsKey(option);
  }

  /** Whether a subcommand may come next. */
  boolean isBeforeSubcommand() {
    return positionals.isEmpty() && !isPastOptions;
  }

  /** The positional parameter that comes next. */
  Optional<PositionalParamSpec> nextPositional() {
    return command.positionalParameters().stream()
        .filter(parameter -> parameter.index().contains(positionals.size()))
        .findFirst();
  }

  /** What was given for the first parameter or option of this type. */
  Optional<String> given(Class<?> type) {
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      int at = parameter.index().min();
      if (isOf(type, parameter) && at < positionals.size()) {
        return Optional.of(positionals.get(at));
      }
    }
    return options.entrySet().stream()
        .filter(option -> isOf(type, option.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean isOf(Class<?> type, ArgSpec argument) {
    Class<?> its = argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
    return its.equals(type);
  }

  /** The options that {@code other} has, too, as words for it. */
  List<String> sharedWith(CommandSpec other) {
    return options.entrySet().stream()
        .filter(option -> option.getKey().arity().max() > 0)
        .filter(option -> other.findOption(option.getKey().longestName()) != null)
        .map(option -> option.getKey().longestName() + "=" + option.getValue())
        .toList();
  }
}
