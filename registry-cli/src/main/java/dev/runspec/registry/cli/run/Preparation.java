package dev.runspec.registry.cli.run;

import dev.runspec.registry.command.RemoteCommand;
import dev.runspec.registry.command.RunPolicy;
import dev.runspec.registry.command.SshDestination;
import dev.runspec.registry.command.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one way from what somebody wants to run to a command that may be sent to a host. It hears the
 * witness, if there is one, asks the guards in their order, then builds the command under what they
 * allow. Nothing is connected here.
 */
public final class Preparation {

  private final RunPolicy policy;
  private final List<Guard> guards;
  private final @Nullable Witness witness;

  private Preparation(RunPolicy policy, List<Guard> guards, @Nullable Witness witness) {
    this.policy = policy;
    this.guards = List.copyOf(guards);
    this.witness = witness;
  }

  /** The standard policy, without guards. */
  public static Preparation standard() {
    return guardedBy(List.of());
  }

  /** The standard policy, and these guards in this order. */
  public static Preparation guardedBy(List<Guard> guards) {
    return new Preparation(RunPolicy.standard(), guards, null);
  }

  /** The same for what this witness says in the place of the registry; null is the registry. */
  public Preparation witnessedBy(@Nullable Witness other) {
    return new Preparation(policy, guards, other);
  }

  /** Checks one attempt. */
  public Readiness of(Attempt asked) {
    if (witness == null) {
      return judged(asked);
    }
    return switch (witness.of(asked)) {
      case Witness.Testimony.Given given -> judged(given.attempt());
      case Witness.Testimony.Denied denied -> new Readiness.Refused(asked, denied.refusal());
    };
  }

  private Readiness judged(Attempt attempt) {
    RunPolicy allowed = policy;
    List<String> notes = new ArrayList<>();
    List<String> questions = new ArrayList<>();
    for (Guard guard : guards) {
      switch (guard.clear(attempt, allowed)) {
        case Clearance.Cleared cleared -> {
          allowed = cleared.policy();
          notes.addAll(cleared.notes());
        }
        case Clearance.NeedsConfirmation needed -> {
          allowed = needed.policy();
          questions.add(needed.question());
        }
        case Clearance.Refused refused -> {
          return new Readiness.Refused(attempt, refused.refusal());
        }
      }
    }
    return built(attempt, allowed, notes, questions);
  }

  private static Readiness built(
      Attempt attempt, RunPolicy allowed, List<String> notes, List<String> questions) {
    Verdict<RemoteCommand> command =
        RemoteCommand.of(attempt.place().execution(), attempt.arguments(), allowed);
    Verdict<SshDestination> destination =
        SshDestination.of(attempt.place().host(), attempt.place().ssh(), attempt.overrides());
    if (command instanceof Verdict.Refused<RemoteCommand> refused) {
      return new Readiness.Refused(attempt, refused.refusal());
    }
    if (destination instanceof Verdict.Refused<SshDestination> refused) {
      return new Readiness.Refused(attempt, refused.refusal());
    }
    Prepared run = new Prepared(attempt, accepted(command), accepted(destination), notes);
    return questions.isEmpty()
        ? new Readiness.Ready(run)
        : new Readiness.Unconfirmed(run, questions);
  }

  private static <T> T accepted(Verdict<T> verdict) {
    return ((Verdict.Accepted<T>) verdict).value();
  }
}
