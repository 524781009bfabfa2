package dev.runspec.registry.server.resource;

import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Call;
import dev.runspec.registry.server.http.Route;
import dev.runspec.registry.server.live.Topic;
import dev.runspec.registry.server.query.ListKind;
import dev.runspec.registry.server.query.ListQuery;
import dev.runspec.registry.server.query.Lists;
import dev.runspec.registry.server.query.Page;
import java.util.List;

/** Hosts and the agents on them. */
final class HostResource {

  private final Reading reading;
  private final Lists lists;

  HostResource(Reading reading, Lists lists) {
    this.reading = reading;
    this.lists = lists;
  }

  List<Route> routes() {
    return List.of(Route.get("/hosts", Access.READ, this::list));
  }

  private Answer list(Call call) {
    ListQuery query = ListQuery.of(ListKind.HOSTS, call.query());
    return reading.answer(
        call,
        Topic.HOSTS,
        now -> {
          Page<Representation> page = lists.hosts(now, query);
          return page.linked(call.query(), EntityTags.conditional(call, page.content()));
        });
  }
}
