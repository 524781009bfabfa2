package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.run.FailureLimit;
import dev.runspec.registry.cli.run.Pace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a tool is brought to several hosts. */
final class PaceOptions {

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "On so many hosts at the same time; 10 unless given.")
  private int parallel = 10;

  @Option(
      names = "--canary",
      paramLabel = "N",
      description = "First on so many hosts alone; on the others only if all of these went well.")
  private int canary;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "On so many hosts, and on the next when it is over with all of these.")
  private int batch;

  @Option(
      names = "--max-fail",
      paramLabel = "N|P%",
      description = {
        "Begin no more once it failed on more hosts than this; 0 stops at the first. What runs then"
            + " goes on to its end."
      })
  private FailureLimit limit = new FailureLimit(100, true);

  @Option(
      names = "--skip-refused",
      description = {
        "Leave out the hosts where it may not run as the registry has it; else one of them keeps it"
            + " from all."
      })
  private boolean isRefusedLeftOut;

  @Option(
      names = "--fold",
      description = "Show the output at the end, and once for all hosts where it is the same.")
  private boolean isFolded;

  boolean isRefusedLeftOut() {
    return isRefusedLeftOut;
  }

  boolean isFolded() {
    return isFolded;
  }

  Pace pace() {
    return new Pace(parallel, canary, batch, limit);
  }

  /** What is wrong with the numbers, if something is. */
  @Nullable String mistake() {
    if (parallel < 1) {
      return "--parallel is not a number of hosts: " + parallel;
    }
    if (canary < 0 || batch < 0) {
      return (canary < 0 ? "--canary" : "--batch")
          + " is not a number of hosts: "
          + Math.min(canary, batch);
    }
    return null;
  }
}
