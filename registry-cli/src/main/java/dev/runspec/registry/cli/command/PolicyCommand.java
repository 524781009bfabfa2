package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code policy}, which does nothing without one of its commands. */
@Command(
    name = "policy",
    description = {
      "Tells what may be run where by your own rules, and why.",
      "They stand in runspec/policy.toml in XDG_CONFIG_HOME or ~/.config, and in"
          + " /etc/runspec/policy.toml; where there are both, both have to allow a run."
    })
public final class PolicyCommand implements Runnable {

  @Spec private CommandSpec command = CommandSpec.create();

  private PolicyCommand() {}

  /** With its commands. */
  public static CommandLine commandLine(Surroundings here) {
    return new CommandLine(new PolicyCommand())
        .addSubcommand(new PolicyCheckCommand(here))
        .addSubcommand(new PolicyShowCommand(here));
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "a command is missing");
  }
}
