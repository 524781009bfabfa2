package dev.runspec.registry.cli.arguments;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.json.Documents;
import java.util.Optional;

/** Which schema holds on a host. */
final class ToolSchemas {

  private ToolSchemas() {}

  /** That of the tool on this host; nothing when the registry has not told it. */
  static Optional<JsonDocument> on(ToolHost place, ToolGroup group) {
    if (group.variants().isEmpty()) {
      return Optional.of(group.inputSchema());
    }
    return group.variants().stream()
        .filter(each -> each.schemaHash().equals(place.schemaHash()))
        .map(ToolGroup.Variant::definition)
        .filter(definition -> definition != null)
        .findFirst()
        .map(
            definition ->
                Documents.members(definition)
                    .getOrDefault("inputSchema", JsonDocument.EMPTY_OBJECT));
  }
}
