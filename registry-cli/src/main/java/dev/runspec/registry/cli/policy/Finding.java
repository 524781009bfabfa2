package dev.runspec.registry.cli.policy;

import dev.runspec.registry.ToolHost;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Preparation;
import dev.runspec.registry.cli.run.Readiness;
import java.util.ArrayList;
import java.util.List;

/**
 * What would become of a run on one host.
 *
 * @param place the host
 * @param decision the policy's, or the refusal of the fixed checks after it
 */
public record Finding(ToolHost place, Decision decision) {

  private static final String FIXED = "fixed checks";

  /** Looks at one attempt, as if everybody agreed. */
  public static Finding of(Attempt attempt, Policy policy, Caller caller) {
    Decision decision = policy.decide(attempt, caller);
    PolicyGuard guard = new PolicyGuard(policy, caller, Attendance.MOOT).witnessed();
    boolean isRefusedAnyway = decision instanceof Decision.Refused;
    if (!isRefusedAnyway
        && Preparation.guardedBy(List.of(guard)).of(attempt) instanceof Readiness.Refused refused) {
      List<Reason> reasons = new ArrayList<>(decision.reasons());
      reasons.add(new Reason(FIXED, "they refuse " + refused.refusal().message()));
      decision = new Decision.Refused(refused.refusal(), reasons);
    }
    return new Finding(attempt.place(), decision);
  }
}
