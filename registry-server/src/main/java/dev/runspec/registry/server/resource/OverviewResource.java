package dev.runspec.registry.server.resource;

import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Call;
import dev.runspec.registry.server.http.Route;
import dev.runspec.registry.server.live.Live;
import dev.runspec.registry.server.live.Topic;
import java.util.List;

/** How the whole registry stands, in numbers that are kept and not counted for each who asks. */
final class OverviewResource {

  private final Reading reading;
  private final Live live;

  OverviewResource(Reading reading, Live live) {
    this.reading = reading;
    this.live = live;
  }

  List<Route> routes() {
    return List.of(Route.get("/overview", Access.READ, this::overview));
  }

  private Answer overview(Call call) {
    return reading.answer(
        call,
        Topic.INSTANCES,
        now ->
            EntityTags.conditional(
                call,
                Representation.of(
                    OverviewJson.write(
                        now,
                        live.activity().recent(live.clock().instant()),
                        live.feed().oldest().position()))));
  }
}
