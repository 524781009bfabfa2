package dev.runspec.registry.cli.policy;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Tool;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Guard;
import dev.runspec.registry.client.RegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that run tools, as far as rules go. */
public final class RuleOptions {

  @Mixin private final PolicyOptions rules;

  @Option(
      names = {"-y", "--yes"},
      description = {
        "Yes to what would be asked, but where a tool is for people only (autonomy manual)."
      })
  private boolean isAgreed;

  @Option(
      names = "--expect-hash",
      paramLabel = "HASH",
      description = {
        "Run the tool only as it was: HASH is what explain prints, of the definition (schema_hash)"
            + " or, with run- before it, of command, user and flags, too."
      })
  private @Nullable Pin pin;

  public RuleOptions(Surroundings here) {
    this.rules = new PolicyOptions(here);
  }

  /**
   * What holds runs to the policy.
   *
   * @param isRun whether anything will be run
   */
  public PolicyGuard policy(boolean isRun) {
    Attendance attendance =
        isRun ? new Attendance(rules.isSomebodyThere(), isAgreed) : Attendance.MOOT;
    return new PolicyGuard(rules.policy(), rules.caller(), attendance);
  }

  /** What holds runs to the hash, if one was given; it asks the registry. */
  public List<Guard> pin(RegistryClient registry) {
    List<Guard> guards = new ArrayList<>();
    if (pin != null) {
      guards.add(new PinGuard(pin, attempt -> published(attempt, registry)));
    }
    return guards;
  }

  private static Optional<Tool> published(Attempt attempt, RegistryClient registry) {
    return registry
        .instance(new InstanceId(attempt.place().instanceId()))
        .flatMap(
            instance ->
                instance.registration().publishedTools().stream()
                    .filter(tool -> tool.name().equals(attempt.group().name()))
                    .findFirst());
  }
}
