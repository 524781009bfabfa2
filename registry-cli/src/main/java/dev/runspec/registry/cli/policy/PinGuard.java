package dev.runspec.registry.cli.policy;

import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Clearance;
import dev.runspec.registry.cli.run.Guard;
import dev.runspec.registry.command.RunHash;
import dev.runspec.registry.command.RunPolicy;
import java.util.Optional;

/**
 * Lets a tool run only as the caller knows it. The hash is made here, of what the agent's own entry
 * says: a registry's word for a hash is no more than its word.
 *
 * @param pin what the caller knows
 * @param source where the whole tool is asked for
 */
public record PinGuard(Pin pin, Source source) implements Guard {

  /** Where the whole of a tool is to be had. */
  public interface Source {
    /** The tool that the agent behind {@code place} publishes, if it is still there. */
    Optional<Tool> tool(Attempt attempt);
  }

  @Override
  public Clearance clear(Attempt attempt, RunPolicy before) {
    ToolHost place = attempt.place();
    String what = "tool " + attempt.group().name() + " on " + place.host();
    Optional<Tool> tool = source.tool(attempt);
    if (tool.isEmpty()) {
      return Clearance.refused(
          what, "its agent " + place.instanceId() + " does not publish it any more", pin.hash());
    }
    if (!tool.get().execution().equals(place.execution())) {
      return Clearance.refused(
          what, "the registry says two things about how it is run", "one; try again");
    }
    String definition = tool.get().definition().hash();
    String found = pin.isOfRun() ? RunHash.of(definition, place.execution()).value() : definition;
    return found.equals(pin.hash())
        ? Clearance.cleared(before)
        : Clearance.refused(what, "it is not as it was, its hash is " + found, pin.hash());
  }
}
