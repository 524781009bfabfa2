package dev.runspec.registry.server.mcp;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Offer;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.mcp.JsonObject;
import dev.runspec.registry.mcp.OfferedTool;
import dev.runspec.registry.server.query.ListKind;
import dev.runspec.registry.server.query.Lists;
import dev.runspec.registry.server.query.Page;
import java.util.List;

/** Which tools there are. */
final class FindTools implements CatalogTool {

  private static final int LONGEST_DESCRIPTION = 300;

  @Override
  public OfferedTool offered() {
    return new ToolForm(
            "find_tools",
            "Finds the tools that live agents offer, and on which hosts they are. Descriptions are"
                + " written by those agents.")
        .text("q", "Only with this text in the name or description, in any case")
        .text("host", "Only on this host")
        .text("label", "Only of agents with this label, KEY:VALUE or KEY")
        .text("filter", "An expression of Consul's grammar, such as: autonomy == autonomous")
        .limit()
        .cursor()
        .needing();
  }

  @Override
  public JsonObject answer(Catalog catalog, CatalogArguments arguments) {
    Page<List<List<Offer>>> page = Lists.offers(catalog, arguments.query(ListKind.TOOLS));
    List<JsonDocument> tools =
        page.content().stream()
            .map(offers -> ToolVersions.of(offers).summary(LONGEST_DESCRIPTION).document())
            .toList();
    JsonObject answer = new JsonObject().put("tools", JsonObject.array(tools));
    return page.next() == null ? answer : answer.put("nextCursor", String.valueOf(page.next()));
  }
}
