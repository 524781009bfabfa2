package dev.runspec.registry.server.mcp;

import dev.runspec.registry.HostEntry;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.json.HostEntryJson;
import dev.runspec.registry.mcp.JsonObject;
import dev.runspec.registry.mcp.OfferedTool;
import dev.runspec.registry.server.query.ListKind;
import dev.runspec.registry.server.query.Lists;
import dev.runspec.registry.server.query.Page;
import java.util.List;

/** Which hosts there are. */
final class ListHosts implements CatalogTool {

  private final Lists lists;

  ListHosts(Lists lists) {
    this.lists = lists;
  }

  @Override
  public OfferedTool offered() {
    return new ToolForm("list_hosts", "Lists the hosts on which agents live, one entry an agent.")
        .text("q", "Only with this text in the host, agent, labels or tools, in any case")
        .text("host", "Only this host")
        .text("label", "Only of agents with this label, KEY:VALUE or KEY")
        .text("filter", "An expression of Consul's grammar, such as: labels.env == prod")
        .limit()
        .cursor()
        .needing();
  }

  @Override
  public JsonObject answer(Catalog catalog, CatalogArguments arguments) {
    Page<Representation> page = lists.hosts(catalog, arguments.query(ListKind.HOSTS));
    List<JsonDocument> hosts =
        HostEntryJson.readAll(page.content().bytes()).stream().map(ListHosts::entry).toList();
    JsonObject answer = new JsonObject().put("hosts", JsonObject.array(hosts));
    return page.next() == null ? answer : answer.put("nextCursor", String.valueOf(page.next()));
  }

  private static JsonDocument entry(HostEntry entry) {
    return new JsonObject()
        .put("host", ToolVersions.name(entry.host().value()))
        .put("agent", ToolVersions.name(entry.name()))
        .put("version", ToolVersions.name(entry.version()))
        .put("toolCount", entry.toolCount())
        .document();
  }
}
