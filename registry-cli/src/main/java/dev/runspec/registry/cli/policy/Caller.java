package dev.runspec.registry.cli.policy;

import dev.runspec.registry.cli.CommandFailure;
import java.util.Locale;
import java.util.Map;

/** On whose behalf something is run. */
public enum Caller {
  /** A person, or a script that a person wrote. */
  PEOPLE,
  /** An AI that chose by itself what to run. */
  AGENTS;

  /** What tells who is calling, for programs that start this one. */
  public static final String VARIABLE = "REGISTRY_CALLER";

  /**
   * Who is calling. What cannot be understood is an error: it was set for a reason.
   *
   * @param isForAgent whether an option says that it is an agent
   */
  public static Caller of(Map<String, String> environment, boolean isForAgent) {
    String said = environment.getOrDefault(VARIABLE, "");
    return switch (said) {
      case "agent" -> AGENTS;
      case "", "person" -> isForAgent ? AGENTS : PEOPLE;
      default ->
          throw new CommandFailure(VARIABLE + " is '" + said + "'; expected agent or person");
    };
  }

  /** Its name in a policy: {@code agents}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
