package dev.runspec.registry.cli.output;

import dev.runspec.registry.cli.Surroundings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that say in which form a list is printed. */
public final class OutputOptions {

  private final Surroundings here;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "table, wide, json, jsonl, yaml or name; table unless given.")
  private OutputFormat format = OutputFormat.TABLE;

  @Option(names = "--no-headers", description = "Leave the heads of the columns out.")
  private boolean isHeadless;

  public OutputOptions(Surroundings here) {
    this.here = here;
    this.command = CommandSpec.create();
  }

  /**
   * Whether what comes bit by bit is wanted as lines of JSON, and not for people.
   *
   * @throws ParameterException if it is wanted as what cannot come bit by bit
   */
  public boolean isLinesOfJson() {
    return switch (format) {
      case TABLE, WIDE -> !here.isTerminal();
      case JSON, JSONL -> true;
      case YAML, NAME ->
          throw new ParameterException(
              command.commandLine(),
              "what goes on is shown for people or as lines of JSON, not with -o "
                  + format.name().toLowerCase(Locale.ROOT));
    };
  }

  /** The form that was asked for. */
  public OutputFormat format() {
    return format;
  }

  /** The lines of a table, none of which takes more than so many cells of a terminal. */
  public <T> List<String> lines(List<T> rows, Listing<T> listing, int columns) {
    return new Table<>(listing.columns(), format, here.isColourful())
        .lines(rows, !isHeadless, columns);
  }

  /** Prints a list. */
  public <T> void print(List<T> rows, Listing<T> listing) {
    switch (format) {
      case TABLE, WIDE -> table(rows, listing);
      case JSON -> out().println(Documents.json(rows.stream().map(listing.json()).toList()));
      case JSONL -> rows.stream().map(listing.json()).map(Documents::line).forEach(out()::println);
      case YAML -> out().println(Documents.yaml(rows.stream().map(listing.json()).toList()));
      case NAME -> names(rows, listing);
    }
  }

  /** Prints a list; where there is nothing in it, no heads of a table either. */
  public <T> void printAny(List<T> rows, Listing<T> listing) {
    boolean isTable = format == OutputFormat.TABLE || format == OutputFormat.WIDE;
    if (!isTable || !rows.isEmpty()) {
      print(rows, listing);
    }
  }

  /** Prints one value: as itself and not as a list of one, where that makes a difference. */
  public <T> void printOne(T value, Listing<T> listing) {
    printOne(value, listing, List.of(value), listing);
  }

  /** Prints one value; where there are rows, those of its parts. */
  public <T, P> void printOne(T value, Listing<T> listing, List<P> parts, Listing<P> partListing) {
    switch (format) {
      case TABLE, WIDE -> table(parts, partListing);
      case JSON -> out().println(Documents.json(listing.json().apply(value)));
      case JSONL -> out().println(Documents.line(listing.json().apply(value)));
      case YAML -> out().println(Documents.yaml(listing.json().apply(value)));
      case NAME -> names(parts, partListing);
    }
  }

  private <T> void table(List<T> rows, Listing<T> listing) {
    new Table<>(listing.columns(), format, here.isColourful()).print(rows, !isHeadless, out());
  }

  private <T> void names(List<T> rows, Listing<T> listing) {
    rows.stream().map(listing.name()).map(Visible::of).distinct().forEach(out()::println);
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }
}
