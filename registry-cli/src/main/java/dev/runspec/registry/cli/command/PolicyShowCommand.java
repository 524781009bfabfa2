package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.cli.output.RuleListing;
import dev.runspec.registry.cli.policy.PlacedRule;
import dev.runspec.registry.cli.policy.Policy;
import dev.runspec.registry.cli.policy.PolicyOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code policy show}. */
@Command(
    name = "show",
    description = {
      "Shows the rules in force, in the order in which they are looked at: of each file, the first"
          + " that is about a host, a tool and a caller decides."
    })
final class PolicyShowCommand implements Runnable {

  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private final PolicyOptions rules;
  @Mixin private final OutputOptions output;

  PolicyShowCommand(Surroundings here) {
    this.rules = new PolicyOptions(here);
    this.output = new OutputOptions(here);
  }

  @Override
  public void run() {
    Policy policy = rules.policy();
    output.printAny(PlacedRule.of(policy), RuleListing.RULES);
    if (policy.files().isEmpty()) {
      tell(
          "there is no policy file: people run what passes the fixed checks, and agents need a yes"
              + " where a tool's autonomy asks for it");
    }
    policy.files().stream()
        .filter(file -> file.rules().isEmpty())
        .forEach(file -> tell(file.path() + " has no rules: nothing may be run"));
  }

  private void tell(String line) {
    command.commandLine().getErr().println("registry-cli: " + line);
    command.commandLine().getErr().flush();
  }
}
