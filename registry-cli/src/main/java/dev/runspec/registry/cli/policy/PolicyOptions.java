package dev.runspec.registry.cli.policy;

import dev.runspec.registry.cli.Surroundings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say whose rules hold, and for whom something is run. */
public final class PolicyOptions {

  private final Surroundings here;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = {
        "The policy to hold to, in the place of your own. Else REGISTRY_POLICY, else"
            + " runspec/policy.toml in XDG_CONFIG_HOME or ~/.config. That of the system,"
            + " /etc/runspec/policy.toml, holds as well."
      })
  private @Nullable Path file;

  @Option(
      names = "--for-agent",
      description = {
        "An AI chose to run this: its tool's autonomy is obeyed. Also with REGISTRY_CALLER=agent."
      })
  private boolean isForAgent;

  public PolicyOptions(Surroundings here) {
    this.here = here;
  }

  /**
   * The rules in force.
   *
   * @throws dev.runspec.registry.cli.CommandFailure if there are some that cannot be understood
   */
  public Policy policy() {
    return PolicyPlaces.of(here.environment(), file).read();
  }

  /** On whose behalf. */
  public Caller caller() {
    return Caller.of(here.environment(), isForAgent);
  }

  /** Whether a person can be asked. */
  boolean isSomebodyThere() {
    return here.isTerminal();
  }
}
