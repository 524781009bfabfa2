package dev.runspec.registry.cli.run;

import dev.runspec.registry.cli.ssh.RunResult;
import java.util.Locale;

/** What became of a tool on one of several hosts. */
public enum Outcome {
  /** It ended with 0. */
  OK,
  /** It ended with another code. */
  FAILED,
  /** It ran too long, and was ended. */
  TIMED_OUT,
  /** The connection broke while it ran. */
  LOST,
  /** The host was not reached: nothing ran. */
  UNREACHABLE,
  /** The host was reached, and could not start it. */
  NOT_STARTED,
  /** What the registry says of it there was not accepted: nothing was connected. */
  REFUSED,
  /** This side ended it. */
  CANCELLED,
  /** It was not begun, since enough others had failed or the run was ended. */
  SKIPPED;

  /** Its name for programs: {@code timed-out}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it was tried, and did not end well. */
  boolean isFailure() {
    return this != OK && this != SKIPPED && this != REFUSED;
  }

  static Outcome of(RunResult result) {
    return switch (result) {
      case RunResult.Exited exited -> exited.code() == 0 ? OK : FAILED;
      case RunResult.TimedOut timedOut -> TIMED_OUT;
      case RunResult.Lost lost -> LOST;
      case RunResult.Unreachable unreachable -> UNREACHABLE;
      case RunResult.NotStarted notStarted -> NOT_STARTED;
      case RunResult.Cancelled cancelled -> CANCELLED;
    };
  }
}
