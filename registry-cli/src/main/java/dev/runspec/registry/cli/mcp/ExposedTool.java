package dev.runspec.registry.cli.mcp;

import dev.runspec.registry.Autonomy;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.json.Values;
import dev.runspec.registry.mcp.JsonObject;
import dev.runspec.registry.mcp.OfferedTool;
import dev.runspec.registry.mcp.Prose;
import java.util.Map;
import java.util.Optional;

/**
 * One tool of a registry as models see it.
 *
 * @param name its name for them
 * @param group what it is, and the hosts on which it is just that
 * @param places those hosts, by what a caller says
 * @param schema what a caller gives
 */
record ExposedTool(
    String name, ToolGroup group, Map<String, ToolHost> places, OfferedSchema schema) {

  private static final int LONGEST_DESCRIPTION = 1024;
  private static final int LONGEST_TITLE = 100;

  /** What its results look like. */
  private static final JsonDocument OUTPUT =
      new JsonDocument(
          "{\"type\":\"object\",\"properties\":{"
              + "\"host\":{\"type\":\"string\"},\"exitCode\":{\"type\":\"integer\"},"
              + "\"stdout\":{\"type\":\"string\"},\"stderr\":{\"type\":\"string\"},"
              + "\"json\":{\"description\":\"What it wrote, where that is JSON; there is no stdout"
              + " then\"},\"truncated\":{\"type\":\"boolean\"}},"
              + "\"required\":[\"host\",\"exitCode\",\"stderr\",\"truncated\"]}");

  /** Whether it says that it writes JSON. */
  boolean writesJson() {
    return Optional.ofNullable(group.members().get("x-output"))
        .flatMap(Values::string)
        .filter("json"::equals)
        .isPresent();
  }

  /** Whether the model's host is told that it should ask its person first. */
  boolean isAskedFor() {
    return autonomy() != Autonomy.AUTONOMOUS;
  }

  private Autonomy autonomy() {
    return Exposure.autonomyOf(group.members());
  }

  OfferedTool offered() {
    String title = Prose.of(group.name().value(), LONGEST_TITLE);
    return new OfferedTool(
        name,
        new JsonObject()
            .put("name", name)
            .put("title", title)
            .put("description", Prose.of(group.description(), LONGEST_DESCRIPTION))
            .put("inputSchema", schema.document())
            .put("outputSchema", OUTPUT)
            .put(
                "annotations",
                new JsonObject()
                    .put("title", title)
                    .put("readOnlyHint", false)
                    .put("destructiveHint", isAskedFor()))
            .put(
                "_meta",
                new JsonObject()
                    .put("dev.runspec/tool", group.name().value())
                    .put("dev.runspec/autonomy", autonomy().wireName()))
            .document());
  }
}
