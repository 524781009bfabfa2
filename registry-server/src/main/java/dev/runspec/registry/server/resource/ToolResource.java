package dev.runspec.registry.server.resource;

import dev.runspec.registry.ToolName;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Call;
import dev.runspec.registry.server.http.Refusal;
import dev.runspec.registry.server.http.Route;
import java.util.List;

/** Tools, grouped by name. */
final class ToolResource {

  private final Reading reading;

  ToolResource(Reading reading) {
    this.reading = reading;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/tools", Access.READ, call -> reading.answer(call, now -> list(call, now))),
        Route.get(
            "/tools/{name}", Access.READ, call -> reading.answer(call, now -> one(call, now))));
  }

  private static Answer list(Call call, Catalog catalog) {
    return Reading.conditional(call, Reading.view(call, catalog).tools());
  }

  private static Answer one(Call call, Catalog catalog) {
    Representation group = Reading.view(call, catalog).tool(named(call));
    if (group == null) {
      throw Refusal.toolNotFound();
    }
    return Reading.conditional(call, group);
  }

  private static ToolName named(Call call) {
    try {
      return new ToolName(call.path("name"));
    } catch (IllegalArgumentException e) {
      throw Refusal.toolNotFound(); // no tool can have such a name
    }
  }
}
