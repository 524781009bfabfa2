package dev.runspec.registry.server.resource;

import dev.runspec.registry.HostName;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Tool;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.command.SshDestination;
import dev.runspec.registry.command.SshOverrides;
import dev.runspec.registry.command.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A live host, once, with all that its agents say of it. Its name and its address are such as every
 * program takes for a host, and nothing else.
 *
 * @param name its name
 * @param destination where SSH goes; of several agents, the first that says
 * @param agents the names of its agents
 * @param tools the names of their tools
 * @param labels their labels; of several agents, the first that has the key
 */
record ExportedHost(
    String name,
    SshDestination destination,
    NavigableSet<String> agents,
    NavigableSet<String> tools,
    NavigableMap<String, String> labels) {

  /**
   * All of them, in order.
   *
   * @param hosts those that can be told
   * @param leftOut how many are left out, since their names are none, or lead nowhere
   */
  record All(List<ExportedHost> hosts, int leftOut) {

    /** Those of a catalogue, for this login name; null leaves it to what the hosts say. */
    static All of(Catalog catalog, @Nullable String user) {
      Map<HostName, List<Registration>> byHost = new LinkedHashMap<>();
      for (Member member : catalog.live().speakers()) {
        byHost
            .computeIfAbsent(member.registration().host(), host -> new ArrayList<>())
            .add(member.registration());
      }
      List<ExportedHost> hosts = new ArrayList<>();
      byHost.forEach(
          (host, agents) -> {
            SshDestination destination = destination(host, agents, new SshOverrides(user, null));
            if (destination != null) {
              hosts.add(told(host, destination, agents));
            }
          });
      return new All(List.copyOf(hosts), byHost.size() - hosts.size());
    }
  }

  private static @Nullable SshDestination destination(
      HostName host, List<Registration> agents, SshOverrides overrides) {
    SshTarget target = null;
    for (Registration agent : agents) {
      target = target == null ? agent.ssh() : target;
    }
    return SshDestination.of(host, null, SshOverrides.NONE) instanceof Verdict.Accepted
            && SshDestination.of(host, target, overrides)
                instanceof Verdict.Accepted<SshDestination> accepted
        ? accepted.value()
        : null;
  }

  private static ExportedHost told(
      HostName host, SshDestination destination, List<Registration> agents) {
    NavigableSet<String> names = new TreeSet<>();
    NavigableSet<String> tools = new TreeSet<>();
    NavigableMap<String, String> labels = new TreeMap<>();
    for (Registration agent : agents) {
      names.add(agent.name());
      agent.publishedTools().stream().map(Tool::name).forEach(tool -> tools.add(tool.value()));
      agent.labels().forEach(labels::putIfAbsent);
    }
    return new ExportedHost(host.value(), destination, names, tools, labels);
  }

  /** Whether SSH goes where the name says. */
  boolean isWhereItsNameSays() {
    return destination.host().equals(name);
  }

  /** Its address, as it stands before a port. */
  String addressBeforePort() {
    String address = destination.host();
    return address.indexOf(':') < 0 ? address : "[" + address + "]";
  }
}
