package dev.runspec.registry.cli.run;

import dev.runspec.registry.command.Refusal;
import dev.runspec.registry.command.RunPolicy;
import java.util.List;

/** What a {@link Guard} says. */
public sealed interface Clearance {

  /**
   * It may run.
   *
   * @param policy what it may ask for from here on
   * @param notes what the person should know, in lines
   */
  record Cleared(RunPolicy policy, List<String> notes) implements Clearance {
    public Cleared {
      notes = List.copyOf(notes);
    }
  }

  /**
   * It may run once a person has said yes.
   *
   * @param policy what it may ask for from here on
   * @param question what the person is asked, to be answered with yes or no
   */
  record NeedsConfirmation(RunPolicy policy, String question) implements Clearance {}

  /**
   * It may not run.
   *
   * @param refusal why, and what would be accepted
   */
  record Refused(Refusal refusal) implements Clearance {}

  /** It may run, and there is nothing to say about it. */
  static Clearance cleared(RunPolicy policy) {
    return new Cleared(policy, List.of());
  }

  /** It may not run. */
  static Clearance refused(String what, String why, String accepted) {
    return new Refused(new Refusal(what, why, accepted));
  }
}
