package dev.runspec.registry.server.resource;

import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.server.http.Route;
import dev.runspec.registry.server.live.Live;
import dev.runspec.registry.server.observe.Metrics;
import dev.runspec.registry.server.query.Lists;
import java.util.List;
import java.util.stream.Stream;

/** All routes of the registry. */
public final class Resources {

  private Resources() {}

  /** The routes over this registry. */
  public static List<Route> routes(Registry registry, Live live, Metrics metrics) {
    Reading reading = new Reading(registry, live);
    Lists lists = new Lists();
    return Stream.of(
            new InstanceResource(registry, reading).routes(),
            new ToolResource(reading, lists).routes(),
            new HostResource(reading, lists).routes(),
            new ExportResource(reading).routes(),
            new EventResource(live).routes(),
            new McpResource(registry).routes(),
            new OverviewResource(reading, live).routes(),
            new HealthResource(registry).routes(),
            PageResource.routes(),
            DocumentResource.routes(),
            MetricsResource.routes(metrics))
        .flatMap(List::stream)
        .toList();
  }
}
