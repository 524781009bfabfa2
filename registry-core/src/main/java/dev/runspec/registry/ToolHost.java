package dev.runspec.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One host that has a tool, as a {@link ToolGroup} lists it.
 *
 * @param host the host
 * @param execution how the tool is run there
 * @param instanceId the instance that publishes it
 * @param instance that instance's name
 * @param version that instance's version
 * @param labels that instance's labels
 * @param ssh where SSH should go, or null for the host's name
 * @param schemaHash the {@link ToolDefinition#hash()} of the tool there
 */
public record ToolHost(
    HostName host,
    Execution execution,
    String instanceId,
    String instance,
    String version,
    Map<String, String> labels,
    @Nullable SshTarget ssh,
    String schemaHash) {

  public ToolHost {
    labels = Map.copyOf(labels);
  }
}
