package dev.runspec.registry.server.resource;

import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Route;
import dev.runspec.registry.server.live.Topic;
import java.util.List;

/** Hosts and the agents on them. */
final class HostResource {

  private final Reading reading;

  HostResource(Reading reading) {
    this.reading = reading;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/hosts",
            Access.READ,
            call ->
                reading.answer(
                    call,
                    Topic.HOSTS,
                    now -> EntityTags.conditional(call, Reading.view(call, now).hosts()))));
  }
}
