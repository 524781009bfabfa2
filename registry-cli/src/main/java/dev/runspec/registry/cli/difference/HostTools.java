package dev.runspec.registry.cli.difference;

import dev.runspec.registry.HostName;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Tool;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.NearNames;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.Selection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tools that a host offers now.
 *
 * @param host the host
 * @param offers its tools, each with the agent that offers it
 */
public record HostTools(HostName host, List<Offer> offers) {

  public HostTools {
    offers = List.copyOf(offers);
  }

  /**
   * One tool as one agent offers it.
   *
   * @param agent the agent's name
   * @param tool the whole tool, as the agent sent it
   */
  public record Offer(String agent, Tool tool) {}

  /**
   * Asks for them: which instance speaks for an agent is what the list of tools says, and every
   * member of its tools is what the instance says.
   *
   * @throws CommandFailure if no agent of the host is there
   */
  public static HostTools of(HostName host, RegistryClient registry) {
    Selection here = Selection.all().liveness(Liveness.LIVE).host(host);
    List<Instance> agents = registry.instances(here);
    if (agents.isEmpty()) {
      List<String> known =
          registry.hosts().stream().map(entry -> entry.host().value()).distinct().toList();
      throw new CommandFailure(
          "no agent of the host "
              + host
              + " is there now"
              + NearNames.question(host.value(), known));
    }
    Set<InstanceId> speakers = new HashSet<>();
    registry
        .tools(here)
        .forEach(
            group ->
                group.hosts().forEach(offer -> speakers.add(new InstanceId(offer.instanceId()))));
    return new HostTools(
        host,
        agents.stream()
            .filter(agent -> speakers.contains(agent.id()))
            .flatMap(
                agent ->
                    agent.registration().publishedTools().stream()
                        .map(tool -> new Offer(agent.name(), tool)))
            .toList());
  }
}
