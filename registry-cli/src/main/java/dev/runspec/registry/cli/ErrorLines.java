package dev.runspec.registry.cli;

import dev.runspec.registry.cli.output.Visible;
import dev.runspec.registry.client.RegistryException;
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
    StringBuilder line = new StringBuilder(String.valueOf(failure.getMessage()));
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      line.append("; did you mean ").append(String.join(" or ", unmatched.getSuggestions()));
      line.append('?');
    }
    line.append("; see ").append(command.getCommandSpec().qualifiedName()).append(" --help");
    tell(command, line.toString());
    return command.getCommandSpec().exitCodeOnInvalidInput();
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
