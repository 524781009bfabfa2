package dev.runspec.registry.cli.policy;

import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Witness;

/**
 * Hears a witness where the policy wants one, and believes the registry elsewhere.
 *
 * @param policy the policy
 * @param witness looks at signatures
 */
public record DemandedWitness(PolicyGuard policy, Witness witness) implements Witness {

  @Override
  public Testimony of(Attempt attempt) {
    return policy.isSignatureNeeded(attempt) ? witness.of(attempt) : new Testimony.Given(attempt);
  }
}
