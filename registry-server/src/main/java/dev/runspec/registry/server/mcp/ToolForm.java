package dev.runspec.registry.server.mcp;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.mcp.JsonObject;
import dev.runspec.registry.mcp.OfferedTool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Writes down what a tool of ours takes. */
final class ToolForm {

  private final String name;
  private final String description;
  private final Map<String, JsonDocument> properties = new LinkedHashMap<>();
  private final JsonObject schema = new JsonObject().put("type", "object");

  ToolForm(String name, String description) {
    this.name = name;
    this.description = description;
  }

  /** One more argument that is a text. */
  ToolForm text(String argument, String says) {
    return property(argument, new JsonObject().put("type", "string"), says);
  }

  /** One more argument that is a number of entries. */
  ToolForm limit() {
    return property(
        "limit",
        new JsonObject()
            .put("type", "integer")
            .put("minimum", 1)
            .put("maximum", CatalogArguments.MOST)
            .put("default", CatalogArguments.USUAL),
        "Most entries");
  }

  /** Where the next page begins. */
  ToolForm cursor() {
    return text("cursor", "The nextCursor of the answer before, for what comes after it");
  }

  private ToolForm property(String argument, JsonObject type, String says) {
    properties.put(argument, type.put("description", says).document());
    return this;
  }

  /** The tool, of whose arguments these must be given. */
  OfferedTool needing(String... required) {
    schema.put("properties", new JsonObject().putAll(properties));
    schema.put("required", JsonObject.strings(Set.of(required)));
    return new OfferedTool(
        name,
        new JsonObject()
            .put("name", name)
            .put("description", description)
            .put("inputSchema", schema.put("additionalProperties", false))
            .put(
                "annotations",
                new JsonObject()
                    .put("readOnlyHint", true)
                    .put("destructiveHint", false)
                    .put("idempotentHint", true)
                    .put("openWorldHint", false))
            .document());
  }
}
