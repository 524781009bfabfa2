package dev.runspec.registry.cli.mcp;

import dev.runspec.registry.Autonomy;

/** Up to which need of a person tools are offered to models. {@code manual} ones never are. */
public enum MaxAutonomy {
  /** Only those that a machine may run without asking. */
  AUTONOMOUS,
  /** Also those that want a yes, for which the model's host asks. */
  CONFIRM,
  /** Also those during which a person should watch. */
  SUPERVISED;

  /** Whether tools of this level are offered. */
  boolean admits(Autonomy level) {
    return switch (level) {
      case AUTONOMOUS -> true;
      case CONFIRM -> this != AUTONOMOUS;
      case SUPERVISED -> this == SUPERVISED;
      case MANUAL, UNKNOWN -> false;
    };
  }
}
