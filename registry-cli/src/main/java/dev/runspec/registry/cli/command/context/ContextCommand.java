package dev.runspec.registry.cli.command.context;

import dev.runspec.registry.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code context}, which does nothing without one of its commands. */
@Command(
    name = "context",
    description = {
      "Gives names to registries, and keeps their keys in a file that only you can read.",
      "A context's key is sent to the registry of that context, and to no other."
    })
public final class ContextCommand implements Runnable {

  @Spec private CommandSpec command = CommandSpec.create();

  private ContextCommand() {}

  /** With its commands. */
  public static CommandLine commandLine(Surroundings here) {
    return new CommandLine(new ContextCommand())
        .addSubcommand(new ContextListCommand(here))
        .addSubcommand(new ContextUseCommand(here))
        .addSubcommand(new ContextSetCommand(here))
        .addSubcommand(new ContextShowCommand(here))
        .addSubcommand(new ContextRemoveCommand(here));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "a command is missing");
  }
}
