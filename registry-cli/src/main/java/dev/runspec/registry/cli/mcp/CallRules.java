package dev.runspec.registry.cli.mcp;

import dev.runspec.registry.cli.run.Preparation;

/** What models may run. */
@FunctionalInterface
public interface CallRules {

  /**
   * What holds at this moment.
   *
   * @param isHostAsking whether the model's host was told to ask its person before this call: this
   *     server can ask nobody, so a yes that is wanted is one that was given there
   */
  Preparation preparation(boolean isHostAsking);
}
