package dev.runspec.registry.cli.mcp;

import dev.runspec.registry.Autonomy;
import dev.runspec.registry.cli.policy.Attendance;
import dev.runspec.registry.cli.policy.Caller;
import dev.runspec.registry.cli.policy.Policy;
import dev.runspec.registry.cli.policy.PolicyGuard;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Clearance;
import dev.runspec.registry.cli.run.Guard;
import dev.runspec.registry.command.RunPolicy;

/**
 * Holds what a model runs to the policy. This server can ask nobody, but the model's host can, and
 * is told when to: a tool that is called destructive. So a yes that is wanted for such a tool
 * counts as given; one that is wanted for a tool that was not called so does not.
 */
public final class ModelGuard implements Guard {

  private final PolicyGuard asked;
  private final PolicyGuard unasked;

  public ModelGuard(Policy policy) {
    this.asked = new PolicyGuard(policy, Caller.AGENTS, new Attendance(false, true));
    this.unasked = new PolicyGuard(policy, Caller.AGENTS, new Attendance(false, false));
  }

  @Override
  public Clearance clear(Attempt attempt, RunPolicy before) {
    boolean isHarmless = Exposure.autonomyOf(attempt.group().members()) == Autonomy.AUTONOMOUS;
    return (isHarmless ? unasked : asked).clear(attempt, before);
  }
}
