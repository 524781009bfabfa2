package dev.runspec.registry.server.resource;

import dev.runspec.registry.ToolName;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Group;
import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Call;
import dev.runspec.registry.server.http.Refusal;
import dev.runspec.registry.server.http.Route;
import dev.runspec.registry.server.query.ListKind;
import dev.runspec.registry.server.query.ListQuery;
import dev.runspec.registry.server.query.Lists;
import dev.runspec.registry.server.query.Page;
import java.util.List;

/** Tools, grouped by name. */
final class ToolResource {

  private final Reading reading;
  private final Lists lists;

  ToolResource(Reading reading, Lists lists) {
    this.reading = reading;
    this.lists = lists;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/tools", Access.READ, call -> reading.answer(call, now -> list(call, now))),
        Route.get(
            "/tools/{name}", Access.READ, call -> reading.answer(call, now -> one(call, now))));
  }

  private Answer list(Call call, Catalog catalog) {
    Page<Representation> page = lists.tools(catalog, ListQuery.of(ListKind.TOOLS, call.query()));
    return page.linked(call.query(), Reading.conditional(call, page.content()));
  }

  private static Answer one(Call call, Catalog catalog) {
    boolean isWithDefinitions = ListQuery.isSet("variants", call.query(), false);
    Group group = Reading.view(call, catalog).group(named(call));
    if (group == null) {
      throw Refusal.toolNotFound();
    }
    return Reading.conditional(
        call, isWithDefinitions ? group.bodyWithDefinitions() : group.body());
  }

  private static ToolName named(Call call) {
    try {
      return new ToolName(call.path("name"));
    } catch (IllegalArgumentException e) {
      throw Refusal.toolNotFound(); // no tool can have such a name
    }
  }
}
