package dev.runspec.registry;

import java.util.List;

/**
 * A tool and the hosts that have it.
 *
 * @param name its name
 * @param description the description that most hosts agree on
 * @param inputSchema the JSON Schema of its arguments that most hosts agree on
 * @param hosts where it runs, ordered by host and then by instance name
 * @param variants how the hosts disagree about what it is; empty when they do not
 */
public record ToolGroup(
    ToolName name,
    String description,
    JsonDocument inputSchema,
    List<ToolHost> hosts,
    List<Variant> variants) {

  public ToolGroup {
    hosts = List.copyOf(hosts);
    variants = List.copyOf(variants);
  }

  /**
   * One of several definitions of a tool.
   *
   * @param schemaHash its {@link ToolDefinition#hash()}
   * @param hosts the hosts that have it, in order
   */
  public record Variant(String schemaHash, List<HostName> hosts) {

    public Variant {
      hosts = List.copyOf(hosts);
    }
  }
}
