package dev.runspec.registry.cli.explanation;

import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.cli.run.Attempt;
import java.util.List;

/**
 * Why one instance of a host speaks for a tool, and others do not.
 *
 * @param attempt what is asked for
 * @param there all instances of the host that publish the tool
 */
record Choice(Attempt attempt, List<Instance> there) {

  Choice {
    there = List.copyOf(there);
  }

  String why(boolean isAgentNamed) {
    String agent = attempt.place().instance();
    if (there.size() == 1) {
      return "the only one on " + attempt.place().host() + " that has it";
    }
    String amongAgents = isAgentNamed ? "its agent " + agent + " was named" : otherAgents(agent);
    boolean hasPredecessors = there.stream().filter(this::isOfSameAgent).count() > 1;
    String amongInstances =
        hasPredecessors ? "of the live ones of " + agent + " it wrote last" : "";
    return amongAgents.isEmpty()
        ? amongInstances
        : amongInstances.isEmpty() ? amongAgents : amongAgents + "; " + amongInstances;
  }

  List<Candidate> others() {
    return there.stream()
        .filter(each -> !isChosen(each))
        .map(each -> new Candidate(each, against(each)))
        .toList();
  }

  private String otherAgents(String agent) {
    boolean areOthers =
        attempt.group().hosts().stream()
            .filter(place -> place.host().equals(attempt.place().host()))
            .map(ToolHost::instance)
            .anyMatch(other -> !other.equals(agent));
    return areOthers ? "all agents of the host run it in the same way" : "";
  }

  private String against(Instance other) {
    if (other.state() != InstanceState.LIVE) {
      return other.state().wireName();
    }
    return isOfSameAgent(other) ? "wrote earlier" : "another agent";
  }

  private boolean isOfSameAgent(Instance instance) {
    return instance.name().equals(attempt.place().instance());
  }

  private boolean isChosen(Instance instance) {
    return instance.id().value().equals(attempt.place().instanceId());
  }
}
