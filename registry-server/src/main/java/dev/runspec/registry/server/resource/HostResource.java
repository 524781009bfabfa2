package dev.runspec.registry.server.resource;

import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Route;
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
                    call, now -> Reading.conditional(call, Reading.view(call, now).hosts()))));
  }
}
