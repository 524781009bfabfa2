package dev.runspec.registry.server.mcp;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Offer;
import dev.runspec.registry.Registration;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Group;
import dev.runspec.registry.mcp.JsonObject;
import dev.runspec.registry.mcp.OfferedTool;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one tool is. */
final class DescribeTool implements CatalogTool {

  private static final int LONGEST_DESCRIPTION = 4000;
  private static final int MOST_LABELS = 20;

  @Override
  public OfferedTool offered() {
    return new ToolForm(
            "describe_tool",
            "Tells what a tool takes, what it is on which hosts, and who offers it there. The"
                + " description is written by those agents.")
        .text("name", "The name of the tool")
        .limit()
        .needing("name");
  }

  @Override
  public JsonObject answer(Catalog catalog, CatalogArguments arguments) {
    Group group = group(catalog, arguments);
    List<Offer> offers = group.offers();
    ToolVersions versions = ToolVersions.of(offers);
    List<JsonDocument> agents =
        offers.stream().limit(arguments.limit()).map(DescribeTool::agent).toList();
    return versions
        .summary(LONGEST_DESCRIPTION)
        .put("inputSchema", ToolVersions.schema(versions.usual()))
        .put("differences", versions.isOne() ? null : versions.differences())
        .put("agents", JsonObject.array(agents));
  }

  /** The tool that is meant. */
  static Group group(Catalog catalog, CatalogArguments arguments) {
    String name =
        arguments
            .text("name")
            .orElseThrow(() -> CatalogArguments.refused("name: expected the name of a tool"));
    Group group;
    try {
      group = catalog.live().group(new ToolName(name));
    } catch (IllegalArgumentException e) {
      group = null; // no tool can have such a name
    }
    if (group == null) {
      throw CatalogArguments.refused(
          "name: no live agent has a tool of that name; find_tools tells which there are");
    }
    return group;
  }

  private static JsonDocument agent(Offer offer) {
    Registration agent = offer.instance();
    JsonObject labels = new JsonObject();
    for (Map.Entry<String, String> label :
        new TreeMap<>(agent.labels()).entrySet().stream().limit(MOST_LABELS).toList()) {
      labels.put(ToolVersions.name(label.getKey()), ToolVersions.name(label.getValue()));
    }
    return new JsonObject()
        .put("host", ToolVersions.name(agent.host().value()))
        .put("agent", ToolVersions.name(agent.name()))
        .put("version", ToolVersions.name(agent.version()))
        .put("labels", labels)
        .put("schemaHash", offer.tool().definition().hash())
        .document();
  }
}
