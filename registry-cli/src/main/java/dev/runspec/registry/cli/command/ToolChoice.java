package dev.runspec.registry.cli.command;

import dev.runspec.registry.HostName;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.AgentName;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.NearNames;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.RegistryClient;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places where a tool can be run, of which a caller chooses one.
 *
 * @param group the tool
 */
record ToolChoice(ToolGroup group) {

  private static final int MOST_NAMED = 10;

  /** Looks the tool up, on the hosts whose agents are there now. */
  static ToolChoice of(ToolName wanted, RegistryClient registry) {
    return of(wanted, Liveness.LIVE, registry);
  }

  /** Looks the tool up, with every definition that there is of it. */
  static ToolChoice of(ToolName wanted, Liveness liveness, RegistryClient registry) {
    return new ToolChoice(
        registry.definedTool(wanted, liveness).orElseThrow(() -> unknown(wanted, registry)));
  }

  /** The hosts that have it, for people. */
  String hosts() {
    return some(hostNames());
  }

  /** The tool on this host, if all agents there that have it agree how it is run. */
  ToolHost on(HostName host) {
    return single(there(host), host);
  }

  /** The tool on each of these hosts, of this agent unless it is null. */
  List<ToolHost> on(Collection<HostName> hosts, @Nullable AgentName agent) {
    return hosts.stream()
        .distinct()
        .map(host -> agent == null ? on(host) : on(host, agent.value()))
        .toList();
  }

  /** All hosts that have it, those of this agent unless it is null. */
  List<HostName> hosts(@Nullable AgentName agent) {
    return group.hosts().stream()
        .filter(each -> agent == null || each.instance().equals(agent.value()))
        .map(ToolHost::host)
        .distinct()
        .toList();
  }

  /** The tool of this agent on this host. */
  ToolHost on(HostName host, String agent) {
    List<ToolHost> there = there(host);
    List<ToolHost> theirs = there.stream().filter(each -> each.instance().equals(agent)).toList();
    if (theirs.isEmpty()) {
      throw new CommandFailure(
          host
              + " has no tool "
              + group.name()
              + " of an agent "
              + agent
              + NearNames.question(agent, agents(there))
              + "; there it is of "
              + some(agents(there)));
    }
    return single(theirs, host);
  }

  /** All of this host that have it: one for each agent. */
  List<ToolHost> there(HostName host) {
    List<ToolHost> there = group.hosts().stream().filter(each -> each.host().equals(host)).toList();
    if (there.isEmpty()) {
      throw new CommandFailure(
          host
              + " has no tool "
              + group.name()
              + NearNames.question(host.value(), hostNames())
              + "; it is on "
              + hosts());
    }
    return there;
  }

  private ToolHost single(List<ToolHost> there, HostName host) {
    if (there.stream().map(ToolHost::execution).distinct().count() > 1) {
      throw new CommandFailure(
          host
              + " has several tools named "
              + group.name()
              + ", of the agents "
              + some(agents(there))
              + "; say which with --agent");
    }
    return there.get(0);
  }

  private static CommandFailure unknown(ToolName wanted, RegistryClient registry) {
    if (registry.tool(wanted, Liveness.ALL).isPresent()) {
      return new CommandFailure(
          "no agent offers the tool " + wanted + " now; tools --all shows those that had it");
    }
    List<String> names = registry.tools().stream().map(group -> group.name().value()).toList();
    return new CommandFailure(
        "no host has the tool "
            + wanted
            + NearNames.question(wanted.value(), names)
            + "; registry-cli tools lists what there is");
  }

  private List<String> hostNames() {
    return group.hosts().stream().map(each -> each.host().value()).distinct().toList();
  }

  private static List<String> agents(List<ToolHost> places) {
    return places.stream().map(ToolHost::instance).distinct().sorted().toList();
  }

  /** The names, not too many of them. */
  static String some(List<String> names) {
    String some = String.join(", ", names.stream().limit(MOST_NAMED).toList());
    return names.size() <= MOST_NAMED
        ? some
        : some + " and " + (names.size() - MOST_NAMED) + " more";
  }
}
