package dev.runspec.registry.server.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Offer;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Group;
import dev.runspec.registry.mcp.JsonObject;
import dev.runspec.registry.mcp.OfferedTool;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** About which tools hosts disagree. */
final class ToolDrift implements CatalogTool {

  /** After so many offers a page ends, whatever was found in them. */
  private static final int MOST_OFFERS = 50_000;

  @Override
  public OfferedTool offered() {
    return new ToolForm(
            "tool_drift",
            "Tells which tools are not the same on all their hosts, and in what they differ. A page"
                + " may be empty although there is a nextCursor.")
        .text("name", "Only this tool")
        .limit()
        .cursor()
        .needing();
  }

  @Override
  public JsonObject answer(Catalog catalog, CatalogArguments arguments) {
    if (arguments.text("name").isPresent()) {
      ToolVersions versions = ToolVersions.of(DescribeTool.group(catalog, arguments).offers());
      return new JsonObject().put("tools", JsonObject.array(List.of(told(versions))));
    }
    List<JsonDocument> tools = new ArrayList<>();
    int seen = 0;
    ToolName last = cursor(arguments);
    for (Group group : catalog.live().groupsAfter(last)) {
      if (tools.size() == arguments.limit() || seen >= MOST_OFFERS) {
        return answer(tools).put("nextCursor", cursor(last));
      }
      List<Offer> offers = group.offers();
      seen += offers.size();
      ToolVersions versions = ToolVersions.of(offers);
      if (!versions.isOne()) {
        tools.add(told(versions));
      }
      last = group.name();
    }
    return answer(tools);
  }

  private static JsonObject answer(List<JsonDocument> tools) {
    return new JsonObject().put("tools", JsonObject.array(tools));
  }

  private static JsonDocument told(ToolVersions versions) {
    return new JsonObject()
        .put("name", ToolVersions.toolName(versions.usual()))
        .put("versions", versions.differences())
        .put("versionCount", versions.inOrder().size())
        .document();
  }

  private static String cursor(@Nullable ToolName last) {
    String name = last == null ? "" : last.value();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(UTF_8));
  }

  private static @Nullable ToolName cursor(CatalogArguments arguments) {
    try {
      return arguments
          .text("cursor")
          .map(text -> new ToolName(new String(Base64.getUrlDecoder().decode(text), UTF_8)))
          .orElse(null);
    } catch (IllegalArgumentException e) {
      throw CatalogArguments.refused("cursor: expected a nextCursor of this tool");
    }
  }
}
