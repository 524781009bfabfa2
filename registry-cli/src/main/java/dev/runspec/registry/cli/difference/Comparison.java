package dev.runspec.registry.cli.difference;

import dev.runspec.registry.Execution;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.difference.Difference.Kind;
import dev.runspec.registry.cli.difference.HostTools.Offer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the tools of two hosts. A tool is compared with the one of its name; where several
 * agents of a host have that, with the one of the agent's name, too.
 */
public final class Comparison {

  private static final JsonDocument THERE = new JsonDocument("true");

  private final List<Difference> differences = new ArrayList<>();

  private Comparison() {}

  /** All in which they differ, tool by tool. */
  public static List<Difference> between(HostTools left, HostTools right) {
    Comparison comparison = new Comparison();
    SortedMap<ToolName, List<Offer>> one = byTool(left);
    SortedMap<ToolName, List<Offer>> other = byTool(right);
    TreeSet<ToolName> tools = new TreeSet<>(Comparator.comparing(ToolName::value));
    tools.addAll(one.keySet());
    tools.addAll(other.keySet());
    for (ToolName tool : tools) {
      comparison.compare(one.getOrDefault(tool, List.of()), other.getOrDefault(tool, List.of()));
    }
    return List.copyOf(comparison.differences);
  }

  private static SortedMap<ToolName, List<Offer>> byTool(HostTools of) {
    SortedMap<ToolName, List<Offer>> byTool = new TreeMap<>(Comparator.comparing(ToolName::value));
    of.offers()
        .forEach(
            offer ->
                byTool.computeIfAbsent(offer.tool().name(), any -> new ArrayList<>()).add(offer));
    return byTool;
  }

  private void compare(List<Offer> left, List<Offer> right) {
    if (left.size() <= 1 && right.size() <= 1) {
      compare(first(left), first(right), null);
      return;
    }
    Map<String, Deque<Offer>> one = byAgent(left);
    Map<String, Deque<Offer>> other = byAgent(right);
    TreeSet<String> agents = new TreeSet<>(one.keySet());
    agents.addAll(other.keySet());
    for (String agent : agents) {
      Deque<Offer> ones = one.getOrDefault(agent, new ArrayDeque<>());
      Deque<Offer> others = other.getOrDefault(agent, new ArrayDeque<>());
      while (!ones.isEmpty() || !others.isEmpty()) {
        compare(ones.poll(), others.poll(), agent);
      }
    }
  }

  private static @Nullable Offer first(List<Offer> offers) {
    return offers.isEmpty() ? null : offers.get(0);
  }

  private static Map<String, Deque<Offer>> byAgent(List<Offer> offers) {
    Map<String, Deque<Offer>> byAgent = new TreeMap<>();
    offers.forEach(
        offer -> byAgent.computeIfAbsent(offer.agent(), any -> new ArrayDeque<>()).add(offer));
    return byAgent;
  }

  private void compare(@Nullable Offer left, @Nullable Offer right, @Nullable String agent) {
    if (left == null || right == null) {
      Offer there = Objects.requireNonNull(left == null ? right : left);
      differences.add(
          new Difference(
              there.tool().name(),
              agent,
              Kind.PRESENCE,
              "",
              left == null ? null : THERE,
              right == null ? null : THERE));
      return;
    }
    ToolName tool = left.tool().name();
    compare(tool, agent, Kind.DEFINITION, definition(left.tool()), definition(right.tool()));
    compare(
        tool,
        agent,
        Kind.EXECUTION,
        execution(left.tool().execution()),
        execution(right.tool().execution()));
  }

  private void compare(
      ToolName tool,
      @Nullable String agent,
      Kind kind,
      SortedMap<String, JsonDocument> left,
      SortedMap<String, JsonDocument> right) {
    TreeSet<String> members = new TreeSet<>(left.keySet());
    members.addAll(right.keySet());
    for (String member : members) {
      JsonDocument one = left.get(member);
      JsonDocument other = right.get(member);
      if (!Objects.equals(one, other)) {
        differences.add(new Difference(tool, agent, kind, member, one, other));
      }
    }
  }

  private static SortedMap<String, JsonDocument> definition(Tool tool) {
    return Members.of(tool.definition().document());
  }

  /** What will be done, whether it is said or goes without saying. */
  private static SortedMap<String, JsonDocument> execution(Execution execution) {
    SortedMap<String, JsonDocument> members = new TreeMap<>();
    put("/x-command", execution.command(), members);
    put("/x-run-as", execution.runAs(), members);
    if (members.containsKey("/x-run-as")) {
      String method = execution.becomeMethod();
      put("/x-become-method", method == null ? "sudo" : method, members);
      put("/x-become-flags", execution.becomeFlags(), members);
    }
    return members;
  }

  private static void put(
      String member, @Nullable String value, Map<String, JsonDocument> members) {
    if (value != null && !value.isEmpty()) {
      members.put(member, JsonDocument.string(value));
    }
  }
}
