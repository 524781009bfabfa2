package dev.runspec.registry.cli;

import dev.runspec.registry.cli.output.Visible;
import dev.runspec.registry.client.RegistryException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How failures are told: one line on stderr, and an exit code. */
final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String complaint =
        failure instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched, command)
            : String.valueOf(failure.getMessage());
    tell(command, complaint + "; see " + command.getCommandSpec().qualifiedName() + " --help");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String unmatched(UnmatchedArgumentException failure, CommandLine command) {
    String word = failure.getUnmatched().get(0);
    String complaint;
    if (failure.isUnknownOption()) {
      complaint = "there is no option " + word;
    } else {
      complaint =
          command.getSubcommands().isEmpty()
              ? "'" + word + "' is one argument too many"
              : "there is no command " + word;
    }
    List<String> near = failure.getSuggestions();
    String question = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    String hint =
        failure.isUnknownOption() && command.getCommand() instanceof UnknownOptionHint further
            ? "; " + further.onUnknownOption(word)
            : "";
    return complaint + question + hint;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    String message = failure.getMessage();
    if (failure instanceof RegistryException registry) {
      message += Advice.on(registry);
    } else if (!(failure instanceof CommandFailure
        || failure instanceof IllegalArgumentException)) {
      message = "failed in a way that it should not: " + failure;
    }
    tell(command, String.valueOf(message));
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static void tell(CommandLine command, String line) {
    String program = command.getCommandSpec().root().name();
    command.getErr().println(program + ": " + Visible.of(line));
    command.getErr().flush();
  }
}
