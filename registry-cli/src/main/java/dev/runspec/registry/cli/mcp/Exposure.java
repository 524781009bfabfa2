package dev.runspec.registry.cli.mcp;

import dev.runspec.registry.Autonomy;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.command.SshDestination;
import dev.runspec.registry.command.SshOverrides;
import dev.runspec.registry.command.Verdict;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.json.Values;
import dev.runspec.registry.mcp.OfferedTool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What models get to see of a registry's tools. Where hosts disagree about what a tool is, each
 * version of it is a tool of its own.
 */
final class Exposure {

  static final Exposure NOTHING = new Exposure(Map.of());

  private static final Set<String> BESIDES = Set.of("name", "description", "inputSchema");

  private final Map<String, ExposedTool> tools;
  private final List<OfferedTool> offered;

  private Exposure(Map<String, ExposedTool> tools) {
    this.tools = new TreeMap<>(tools);
    this.offered = this.tools.values().stream().map(ExposedTool::offered).toList();
  }

  /**
   * The exposure of these tools.
   *
   * @param definitions what is known, by its hash
   */
  static Exposure of(
      List<ToolGroup> groups, Map<String, ToolDefinition> definitions, MaxAutonomy most) {
    Map<String, ExposedTool> tools = new TreeMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (ToolGroup group : groups) {
      List<ToolGroup> versions = versions(group, definitions);
      for (ToolGroup version : versions) {
        String name =
            versions.size() == 1
                ? ToolNames.of(group.name().value())
                : ToolNames.of(group.name().value(), essence(version));
        if (most.admits(autonomyOf(version.members()))) {
          exposed(name, version)
              .filter(tool -> tools.putIfAbsent(name, tool) != null)
              .ifPresent(tool -> ambiguous.add(name));
        }
      }
    }
    // Two that made their hashes equal: nobody can say which of them is meant.
    tools.keySet().removeAll(ambiguous);
    return new Exposure(tools);
  }

  /** How much a machine may do with a tool; one that does not say wants a yes, as it always did. */
  static Autonomy autonomyOf(Map<String, JsonDocument> members) {
    JsonDocument said = members.get("x-autonomy");
    return said == null || Values.isNull(said)
        ? Autonomy.CONFIRM
        : Values.string(said).map(Autonomy::named).orElse(Autonomy.UNKNOWN);
  }

  /** All of them, ordered by name. */
  List<OfferedTool> offered() {
    return offered;
  }

  /** The one of this name. */
  Optional<ExposedTool> named(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  private static Optional<ExposedTool> exposed(String name, ToolGroup version) {
    Map<String, ToolHost> places = places(version.hosts());
    return places.isEmpty()
        ? Optional.empty()
        : OfferedSchema.of(version.inputSchema(), places.keySet())
            .map(schema -> new ExposedTool(name, version, places, schema));
  }

  /** What it is on each of its hosts, those together on which it is the same. */
  private static List<ToolGroup> versions(
      ToolGroup group, Map<String, ToolDefinition> definitions) {
    if (group.variants().isEmpty()) {
      return List.of(group);
    }
    Map<String, List<ToolHost>> hosts =
        group.hosts().stream()
            .collect(
                Collectors.groupingBy(
                    ToolHost::schemaHash, LinkedHashMap::new, Collectors.toList()));
    Map<String, ToolGroup> versions = new LinkedHashMap<>();
    hosts.forEach(
        (hash, on) -> {
          ToolDefinition definition = definitions.get(hash);
          if (definition != null) {
            ToolGroup one = version(group, definition, on);
            versions.merge(essence(one), one, Exposure::joined);
          }
        });
    return List.copyOf(versions.values());
  }

  private static ToolGroup version(ToolGroup group, ToolDefinition definition, List<ToolHost> on) {
    Map<String, JsonDocument> members =
        new LinkedHashMap<>(Documents.members(definition.document()));
    members.keySet().removeAll(BESIDES);
    String description = Values.string(definition.description()).orElse("");
    return new ToolGroup(
        group.name(), description, definition.inputSchema(), on, List.of(), members);
  }

  private static ToolGroup joined(ToolGroup one, ToolGroup other) {
    List<ToolHost> hosts = new ArrayList<>(one.hosts());
    hosts.addAll(other.hosts());
    return new ToolGroup(
        one.name(), one.description(), one.inputSchema(), hosts, List.of(), one.members());
  }

  /** What makes it another tool for whoever calls it: not its description. */
  private static String essence(ToolGroup version) {
    return version.inputSchema()
        + "\n"
        + autonomyOf(version.members())
        + "\n"
        + version.members().get("x-output");
  }

  /** By host; by host and agent where several agents of a host have it. */
  private static Map<String, ToolHost> places(List<ToolHost> hosts) {
    Map<String, Long> agents =
        hosts.stream()
            .collect(Collectors.groupingBy(host -> host.host().value(), Collectors.counting()));
    Map<String, ToolHost> places = new TreeMap<>();
    for (ToolHost each : hosts) {
      // What SSH would not be given is no place, and may be any text at all.
      if (SshDestination.of(each.host(), null, SshOverrides.NONE) instanceof Verdict.Accepted) {
        String host = each.host().value();
        boolean isAlone = agents.getOrDefault(host, 0L) == 1;
        places.putIfAbsent(isAlone ? host : host + "/" + agentName(each.instance()), each);
      }
    }
    return places;
  }

  private static String agentName(String name) {
    return name.replaceAll("[^A-Za-z0-9_.-]", "_");
  }
}
