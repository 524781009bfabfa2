package dev.runspec.registry.cli.run;

/** Somebody who can be asked before something runs. */
public interface Confirmation {

  /**
   * Asks, and waits for the answer.
   *
   * @return whether it was yes; not, when nobody is there
   */
  boolean isGiven(String question);
}
