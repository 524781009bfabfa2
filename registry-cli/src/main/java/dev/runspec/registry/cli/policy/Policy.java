package dev.runspec.registry.cli.policy;

import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.command.RunPolicy;
import java.util.List;

/**
 * All rules in force. Without a file they are those that every caller has: the fixed lists, and a
 * person's say before an agent runs what is not for machines alone. With several files each of them
 * has to allow what is run.
 *
 * @param files the files, the system's first
 */
public record Policy(List<PolicyFile> files) {

  /** The one without a file. */
  public static final Policy STANDARD = new Policy(List.of());

  public Policy {
    files = List.copyOf(files);
  }

  /** What it says to this. */
  public Decision decide(Attempt attempt, Caller caller) {
    return decide(attempt, caller, RunPolicy.standard());
  }

  /**
   * What it says to this.
   *
   * @param before what the registry may ask for, as far as others have a say in it
   */
  Decision decide(Attempt attempt, Caller caller, RunPolicy before) {
    Request request = Request.of(attempt, caller);
    Deliberation deliberation = new Deliberation(request, before);
    return files.isEmpty() ? deliberation.withoutFiles() : deliberation.by(files);
  }
}
