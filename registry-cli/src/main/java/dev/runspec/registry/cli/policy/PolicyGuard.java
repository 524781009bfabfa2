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
 * @param isWitnessed whether signatures are looked at where {@link #isSignatureNeeded} says so;
 *     where nobody looks, what needs one is refused
 */
public record PolicyGuard(Policy policy, Caller caller, Attendance attendance, boolean isWitnessed)
    implements Guard {

  /** One for whom nobody looks at signatures. */
  public PolicyGuard(Policy policy, Caller caller, Attendance attendance) {
    this(policy, caller, attendance, false);
  }

  /** The same for somebody who has signatures looked at. */
  public PolicyGuard witnessed() {
    return new PolicyGuard(policy, caller, attendance, true);
  }

  @Override
  public Clearance clear(Attempt attempt, RunPolicy before) {
    Decision decision = policy.decide(attempt, caller, before);
    if (!isWitnessed && needsSignature(decision)) {
      return Clearance.refused(
          attempt.group().name() + " on " + attempt.place().host(),
          "the policy wants a signature of the host, and nobody looks for one here",
          "run --verify");
    }
    return switch (decision) {
      case Decision.Allowed allowed -> Clearance.cleared(allowed.checks());
      case Decision.Refused refused -> new Clearance.Refused(refused.refusal());
      case Decision.Asks asks -> asked(attempt, asks);
    };
  }

  /** Whether the policy wants signatures at all. */
  public boolean isAnySignatureNeeded() {
    return policy.files().stream()
        .flatMap(file -> file.rules().stream())
        .anyMatch(rule -> rule.terms().demands().isSigned());
  }

  /** Whether the policy wants a signature of the host for this. */
  public boolean isSignatureNeeded(Attempt attempt) {
    return needsSignature(policy.decide(attempt, caller));
  }

  private static boolean needsSignature(Decision decision) {
    return switch (decision) {
      case Decision.Allowed allowed -> allowed.isSignatureNeeded();
      case Decision.Asks asks -> asks.isSignatureNeeded();
      case Decision.Refused refused -> false;
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
    if (isGiven || attendance.isMoot()) {
      return Clearance.cleared(asks.checks());
    }
    if (attendance.isSomebodyThere()) {
      return new Clearance.NeedsConfirmation(asks.checks(), question(attempt, asks));
    }
    return new Clearance.Refused(
        new Refusal(
            "a run for " + caller.word(),
            "nobody is there to be asked, and " + asks.cause(),
            asks.consent() == Consent.PERSON ? "a person at a terminal" : "a terminal, or --yes"));
  }

  /** The same for all hosts, so that it is asked once. */
  private static String question(Attempt attempt, Decision.Asks asks) {
    return "run " + attempt.group().name() + "? " + asks.cause();
  }
}
