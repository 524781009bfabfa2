package dev.runspec.registry.cli.policy;

import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Clearance;
import dev.runspec.registry.cli.run.Guard;
import dev.runspec.registry.command.Refusal;
import dev.runspec.registry.command.RunPolicy;

/**
 * Holds runs to the policy.
 *
 * @param policy the rules
 * @param caller on whose behalf
 * @param attendance who can say yes
 */
public record PolicyGuard(Policy policy, Caller caller, Attendance attendance) implements Guard {

  @Override
  public Clearance clear(Attempt attempt, RunPolicy before) {
    return switch (policy.decide(attempt, caller, before)) {
      case Decision.Allowed allowed -> Clearance.cleared(allowed.checks());
      case Decision.Refused refused -> new Clearance.Refused(refused.refusal());
      case Decision.Asks asks -> asked(attempt, asks);
    };
  }

  /** Whether the policy wants a signature of the host for this. */
  public boolean isSignatureNeeded(Attempt attempt) {
    return switch (policy.decide(attempt, caller)) {
      case Decision.Allowed allowed -> allowed.isSignatureNeeded();
      case Decision.Asks asks -> asks.isSignatureNeeded();
      // Whoever wants to run it is refused anyway.
      case Decision.Refused refused -> true;
    };
  }

  private Clearance asked(Attempt attempt, Decision.Asks asks) {
    boolean isGiven =
        switch (asks.consent()) {
          case NONE -> true;
          case WATCHED -> attendance.isSomebodyThere() || attendance.isAgreed();
          case YES -> attendance.isAgreed();
          case PERSON -> false;
        };
    if (isGiven) {
      return Clearance.cleared(asks.checks());
    }
    String why = asks.reasons().get(asks.reasons().size() - 1).what();
    if (attendance.isSomebodyThere()) {
      return new Clearance.NeedsConfirmation(asks.checks(), question(attempt, why));
    }
    return new Clearance.Refused(
        new Refusal(
            attempt.group().name() + " for " + caller.word(),
            "nobody is there to be asked (" + why + ")",
            asks.consent() == Consent.PERSON ? "a person at a terminal" : "a terminal, or --yes"));
  }

  private static String question(Attempt attempt, String why) {
    return "run " + attempt.group().name() + " on " + attempt.place().host() + "? (" + why + ")";
  }
}
