package dev.runspec.registry.cli.policy;

import java.util.List;
import java.util.Set;

/**
 * What a rule is about.
 *
 * @param hosts on which hosts
 * @param tools which tools
 * @param callers on whose behalf
 */
record Scope(List<HostPattern> hosts, List<Glob> tools, Set<Caller> callers) {

  Scope {
    hosts = List.copyOf(hosts);
    tools = List.copyOf(tools);
    callers = Set.copyOf(callers);
  }

  /** Whether it is about this run, if it went to that host. */
  boolean covers(Request request, String host) {
    return coversAllBut(request) && hosts.stream().anyMatch(each -> each.matches(host));
  }

  /** The same, but {@code *} is not enough: the address has to be meant. */
  boolean means(Request request, String address) {
    return coversAllBut(request)
        && hosts.stream().anyMatch(each -> each.isSpecific() && each.matches(address));
  }

  private boolean coversAllBut(Request request) {
    return callers.contains(request.caller())
        && tools.stream().anyMatch(each -> each.matches(request.tool()));
  }
}
