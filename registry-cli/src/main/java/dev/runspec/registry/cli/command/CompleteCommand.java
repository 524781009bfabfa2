package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.completion.BashLine;
import dev.runspec.registry.cli.completion.Candidate;
import dev.runspec.registry.cli.completion.Completer;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code __complete}, which the scripts of {@link CompletionCommand} call. */
@Command(
    name = "__complete",
    hidden = true,
    description = {
      "Prints what may come next on a command line, a word a line, each followed by a tab and what"
          + " it is; the line of a tab and 'files' stands for names of files."
    })
public final class CompleteCommand implements Runnable {

  private final Surroundings here;

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "WORDS",
      description = "The words after the program's name; the last one is being typed.")
  private List<String> words = List.of();

  @Option(
      names = "--line",
      paramLabel = "TEXT",
      description = {
        "The line instead, as bash has it. The answer is what bash is to insert, without saying"
            + " what it is."
      })
  private @Nullable String line;

  @Option(
      names = "--replaced",
      paramLabel = "TEXT",
      description = "The end of that line in whose place bash will put the answer.")
  private String replaced = "";

  @Mixin private final ConnectionOptions connection;

  public CompleteCommand(Surroundings here) {
    this.here = here;
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public void run() {
    PrintWriter out = command.commandLine().getOut();
    if (line == null) {
      int last = words.size() - 1;
      List<String> before = List.copyOf(words.subList(0, Math.max(0, last)));
      next(before, last < 0 ? "" : words.get(last)).forEach(each -> out.println(each.line()));
    } else {
      BashLine bash = BashLine.read(line, replaced);
      next(bash.before(), bash.current())
          .forEach(each -> bash.insertion(each).ifPresent(out::println));
    }
    out.flush();
  }

  private List<Candidate> next(List<String> before, String current) {
    Completer completer =
        new Completer(
            command.root(), command, options -> new AskedNames(() -> connection(options), here));
    return completer.next(before, current);
  }

  /** The same options read anew, as they stand on the line that is being typed. */
  private ConnectionOptions connection(List<String> options) {
    // Standard input is not there while somebody types.
    String[] readable =
        options.stream()
            .filter(option -> !option.equals("--registry-key-file=-"))
            .toArray(String[]::new);
    command.commandLine().parseArgs(readable);
    return connection;
  }
}
