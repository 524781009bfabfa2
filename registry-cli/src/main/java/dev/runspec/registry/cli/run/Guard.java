package dev.runspec.registry.cli.run;

import dev.runspec.registry.command.RunPolicy;

/** Somebody who has a say in what is run: the caller's own rules, a signature to be checked. */
public interface Guard {

  /**
   * Looks at what is to run.
   *
   * @param attempt what it is; nothing in it is checked yet
   * @param before what the guards before this one left allowed
   */
  Clearance clear(Attempt attempt, RunPolicy before);
}
