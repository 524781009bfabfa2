package dev.runspec.registry.server.resource;

import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Call;
import dev.runspec.registry.server.http.Route;
import dev.runspec.registry.server.live.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;

/** The live hosts as session lists of SSH clients. */
final class ExportResource {

  private final Reading reading;

  ExportResource(Reading reading) {
    this.reading = reading;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/export/superputty",
            Access.READ,
            call -> export(call, "application/xml", "runspec-sessions.xml", SuperPutty::sessions)),
        Route.get(
            "/export/mobaxterm",
            Access.READ,
            call ->
                export(
                    call,
                    "text/plain; charset=utf-8",
                    "runspec.mxtsessions",
                    MobaXterm::sessions)));
  }

  private Answer export(
      Call call, String type, String file, BiFunction<Catalog, String, String> format) {
    String user = call.query().first("user").orElse("");
    return reading.answer(
        call,
        Topic.HOSTS,
        now ->
            EntityTags.conditional(
                    call,
                    type,
                    Representation.of(format.apply(now, user).getBytes(StandardCharsets.UTF_8)))
                .with("Content-Disposition", "attachment; filename=\"" + file + "\""));
  }
}
