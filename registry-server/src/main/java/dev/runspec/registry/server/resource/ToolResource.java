package dev.runspec.registry.server.resource;

import dev.runspec.registry.ToolName;
import dev.runspec.registry.catalog.Group;
import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Call;
import dev.runspec.registry.server.http.Refusal;
import dev.runspec.registry.server.http.Route;
import dev.runspec.registry.server.live.Topic;
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
        Route.get("/tools", Access.READ, this::list),
        Route.get("/tools/{name}", Access.READ, this::named));
  }

  private Answer list(Call call) {
    ListQuery query = ListQuery.of(ListKind.TOOLS, call.query());
    return reading.answer(
        call,
        Topic.TOOLS,
        now -> {
          Page<Representation> page = lists.tools(now, query);
          return page.linked(call.query(), EntityTags.conditional(call, page.content()));
        });
  }

  private Answer named(Call call) {
    ToolName name = name(call);
    boolean isActiveOnly = Reading.isActiveOnly(call, true);
    boolean isWithDefinitions = ListQuery.isSet("variants", call.query(), false);
    return reading.answer(
        call,
        new Topic.Tool(name),
        now -> {
          Group group = (isActiveOnly ? now.live() : now.known()).group(name);
          if (group == null) {
            throw Refusal.toolNotFound();
          }
          return EntityTags.conditional(
              call, isWithDefinitions ? group.bodyWithDefinitions() : group.body());
        });
  }

  private static ToolName name(Call call) {
    try {
      return new ToolName(call.path("name"));
    } catch (IllegalArgumentException e) {
      throw Refusal.toolNotFound(); // no tool can have such a name
    }
  }
}
