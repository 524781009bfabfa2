package dev.runspec.registry.cli.policy;

import java.util.List;

/**
 * A rule in force, for whoever wants to see it.
 *
 * @param file the file that has it
 * @param rule the rule
 */
public record PlacedRule(PolicyFile file, Rule rule) {

  /** All of a policy in the order in which they are looked at. */
  public static List<PlacedRule> of(Policy policy) {
    return policy.files().stream()
        .flatMap(file -> file.rules().stream().map(rule -> new PlacedRule(file, rule)))
        .toList();
  }
}
