package dev.runspec.registry.cli.manual;

import static dev.runspec.registry.cli.manual.Roff.bold;
import static dev.runspec.registry.cli.manual.Roff.italic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of one command, in section 1.
 *
 * @param command the command
 */
public record ManualPage(CommandSpec command) {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "REGISTRY_URL", "The registry, unless an option names one.",
          "REGISTRY_CONTEXT", "The context, unless an option or REGISTRY_URL names a registry.",
          "REGISTRY_API_KEY",
              "The API key, unless an option gives one. It is not sent to a registry that only a"
                  + " nearby runspec.toml names, but by serve.",
          "REGISTRY_POLICY", "The policy in the place of your own, unless an option names one.",
          "REGISTRY_CALLER",
              "Set to agent: an AI chooses what is run, and the autonomy of tools is obeyed.",
          "REGISTRY_CERT", "A PEM file with the certificates to trust, unless an option names one.",
          "NO_COLOR", "Set to anything: no colours.");

  private static final Map<String, String> FILES =
      Map.of(
          "$XDG_CONFIG_HOME/runspec/contexts.json, or ~/.config/runspec/contexts.json",
          "The contexts with their keys; for its owner only.",
          "policy.toml beside it, and /etc/runspec/policy.toml",
          "What may be run where; where there are both, both have to allow it.",
          "runspec.toml, pyproject.toml",
          "Names the registry, and describes the tools of serve; the nearest one counts, from"
              + " the working directory upwards.");

  /** The pages of a program and of all its commands that are not hidden. */
  public static Stream<ManualPage> allOf(CommandSpec program) {
    return Stream.concat(
        Stream.of(new ManualPage(program)), subcommands(program).flatMap(ManualPage::allOf));
  }

  /** Its name, such as {@code registry-cli-context-use}. */
  public String name() {
    return command.qualifiedName("-");
  }

  /** The page itself, for this version of the program. */
  public String roff(String version) {
    String[] description = command.usageMessage().description();
    Roff page = new Roff().title(name(), command.root().name() + " " + version);
    page.section("NAME").marked(Roff.escaped(name() + " - " + withoutDot(description[0])));
    page.section("SYNOPSIS").marked(synopsis());
    page.section("DESCRIPTION");
    for (String paragraph : description) {
      page.paragraph(paragraph);
    }
    terms(page, "ARGUMENTS", command.positionalParameters());
    terms(page, "OPTIONS", command.options());
    if (!command.subcommands().isEmpty()) {
      page.section("COMMANDS");
      subcommands(command)
          .forEach(each -> page.term(bold(each.name()), each.usageMessage().description()[0]));
    }
    page.section("EXIT STATUS");
    exitCodes().forEach((code, meaning) -> page.term(bold(code), meaning));
    if (command.parent() == null) {
      page.section("ENVIRONMENT");
      sorted(ENVIRONMENT).forEach(each -> page.term(bold(each.getKey()), each.getValue()));
      page.section("FILES");
      sorted(FILES).forEach(each -> page.term(italic(each.getKey()), each.getValue()));
    }
    page.section("SEE ALSO").marked(seeAlso());
    return page.toString();
  }

  private String synopsis() {
    List<String> words = new ArrayList<>(List.of(bold(command.qualifiedName())));
    visible(command.options()).forEach(option -> words.add(optional(option)));
    if (!command.subcommands().isEmpty()) {
      words.add(
          command.positionalParameters().isEmpty()
              ? italic("COMMAND")
              : "[" + italic("COMMAND") + "]");
    }
    for (PositionalParamSpec parameter : visible(command.positionalParameters())) {
      String label = italic(parameter.paramLabel()) + (parameter.isMultiValue() ? "..." : "");
      words.add(parameter.required() ? label : "[" + label + "]");
    }
    return String.join(" ", words);
  }

  private static String optional(OptionSpec option) {
    return "["
        + bold(option.longestName())
        + value(option, "=")
        + "]"
        + (option.isMultiValue() ? "..." : "");
  }

  private static void terms(Roff page, String section, List<? extends ArgSpec> arguments) {
    List<? extends ArgSpec> shown = visible(arguments);
    if (!shown.isEmpty()) {
      page.section(section);
    }
    for (ArgSpec argument : shown) {
      String term =
          argument instanceof OptionSpec option
              ? Stream.of(option.names())
                  .map(name -> bold(name) + value(option, name.startsWith("--") ? "=" : " "))
                  .collect(Collectors.joining(", "))
              : italic(argument.paramLabel());
      page.term(term, String.join(" ", argument.description()));
    }
  }

  private static String value(OptionSpec option, String separator) {
    return option.arity().max() == 0 ? "" : separator + italic(option.paramLabel());
  }

  private Map<String, String> exitCodes() {
    return command.usageMessage().exitCodeList();
  }

  private String seeAlso() {
    List<String> pages = new ArrayList<>();
    Stream.iterate(command.parent(), Objects::nonNull, CommandSpec::parent)
        .forEach(above -> pages.add(above.qualifiedName("-")));
    subcommands(command).forEach(each -> pages.add(each.qualifiedName("-")));
    return pages.stream().map(page -> bold(page) + "(1)").collect(Collectors.joining(", "));
  }

  private static Stream<CommandSpec> subcommands(CommandSpec of) {
    return of.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(each -> !each.usageMessage().hidden());
  }

  private static <A extends ArgSpec> List<A> visible(List<A> arguments) {
    return arguments.stream().filter(each -> !each.hidden()).toList();
  }

  private static Stream<Map.Entry<String, String>> sorted(Map<String, String> terms) {
    return terms.entrySet().stream().sorted(Map.Entry.comparingByKey());
  }

  private static String withoutDot(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
