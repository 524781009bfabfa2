package dev.runspec.registry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool and the hosts that have it.
 *
 * @param name its name
 * @param description the description that most hosts agree on
 * @param inputSchema the JSON Schema of its arguments that most hosts agree on
 * @param hosts where it runs, ordered by host and then by instance name
 * @param variants how the hosts disagree about what it is; empty when they do not, unless all
 *     definitions were asked for
 * @param members what else its definition says, such as {@code x-autonomy} or {@code title}, by
 *     name and in order
 */
public record ToolGroup(
    ToolName name,
    String description,
    JsonDocument inputSchema,
    List<ToolHost> hosts,
    List<Variant> variants,
    Map<String, JsonDocument> members) {

  public ToolGroup {
    hosts = List.copyOf(hosts);
    variants = List.copyOf(variants);
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** How much a machine may do with it by itself: {@code x-autonomy}. */
  public Autonomy autonomy() {
    JsonDocument said = members.get("x-autonomy");
    for (Autonomy level : Autonomy.values()) {
      if (JsonDocument.string(level.wireName()).equals(said)) {
        return level;
      }
    }
    return Autonomy.UNKNOWN;
  }

  /**
   * One of several definitions of a tool.
   *
   * @param schemaHash its {@link ToolDefinition#hash()}
   * @param hosts the hosts that have it, in order
   * @param definition its {@link ToolDefinition#document()}; null unless it was asked for
   */
  public record Variant(
      String schemaHash, List<HostName> hosts, @Nullable JsonDocument definition) {

    public Variant {
      hosts = List.copyOf(hosts);
    }
  }
}
