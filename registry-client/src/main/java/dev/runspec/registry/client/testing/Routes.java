package dev.runspec.registry.client.testing;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Group;
import dev.runspec.registry.catalog.InstanceTag;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.engine.Registry.BeatAnswer;
import dev.runspec.registry.json.Acknowledgement;
import dev.runspec.registry.json.HeartbeatJson;
import dev.runspec.registry.json.InstanceJson;
import dev.runspec.registry.json.Publication;
import dev.runspec.registry.json.RegistrationJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is answered to which request, by what a registry says now. */
final class Routes {

  static final String POSITION = "X-Registry-Position";

  private static final String REVISION = "X-Registry-Revision";

  private Routes() {}

  /** The answer to anything but a stream. */
  static Answer answer(Request request, Registry registry) {
    if (request.method().equals("GET")) {
      return read(request, registry.catalog());
    }
    if (request.is("POST", "instances")) {
      Registration registration = RegistrationJson.read(request.body());
      registry.register(registration);
      return written(registry, 201, Acknowledgement.OK, registration.heartbeatInterval());
    }
    if (request.is("DELETE", "instances", "*")) {
      registry.deregister(id(request));
      return written(registry, 200, Acknowledgement.OK, null);
    }
    if (request.is("POST", "instances", "*", "heartbeat")) {
      Heartbeat heartbeat = HeartbeatJson.read(request.body(), id(request));
      BeatAnswer heard = registry.beat(id(request), heartbeat);
      return written(
          registry,
          200,
          heard.isRefreshWanted() ? Acknowledgement.REFRESH : Acknowledgement.ACK,
          heard.nextHeartbeat());
    }
    if (request.is("POST", "instances", "*", "tools")) {
      Publication told = Publication.read(request.body());
      return changed(
          request,
          registry,
          id -> registry.publish(id, told.tools(), told.toolsHash(), told.signature()));
    }
    if (request.is("POST", "instances", "*", "drain")) {
      return changed(request, registry, registry::drain);
    }
    if (request.is("POST", "instances", "*", "undrain")) {
      return changed(request, registry, registry::undrain);
    }
    throw Refusal.of(404, ErrorCode.ROUTE_NOT_FOUND, "Not Found");
  }

  private static Answer read(Request request, Catalog catalog) {
    Answer answer = readable(request, catalog);
    request
        .header(REVISION)
        .map(Routes::revision)
        .filter(asked -> asked > catalog.revision())
        .ifPresent(
            asked ->
                answer.with(
                    "Warning", "110 - \"this replica has not seen revision " + asked + "\""));
    return answer.with(POSITION, catalog.position().toString());
  }

  private static Answer readable(Request request, Catalog catalog) {
    if (request.is("GET", "health")) {
      return Answer.json(200, "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8));
    }
    if (request.is("GET", "tools")) {
      return Lists.tools(request, catalog);
    }
    if (request.is("GET", "hosts")) {
      return Lists.hosts(request, catalog);
    }
    if (request.is("GET", "instances")) {
      return Lists.instances(request, catalog);
    }
    if (request.is("GET", "tools", "*")) {
      return tool(request, catalog);
    }
    if (request.is("GET", "instances", "*")) {
      return instance(request, catalog);
    }
    if (request.is("GET", "export", "*")) {
      throw Refusal.notDone("write session files");
    }
    throw Refusal.of(404, ErrorCode.ROUTE_NOT_FOUND, "Not Found");
  }

  private static Answer tool(Request request, Catalog catalog) {
    boolean isActiveOnly = request.isSet("active", true);
    boolean isWithDefinitions = request.isSet("variants", false);
    Group group =
        (isActiveOnly ? catalog.live() : catalog.known()).group(new ToolName(request.segment(1)));
    if (group == null) {
      throw Refusal.toolNotFound();
    }
    Representation body = isWithDefinitions ? group.bodyWithDefinitions() : group.body();
    return Answer.json(200, body.bytes()).tagged(body.etag(), request);
  }

  private static Answer instance(Request request, Catalog catalog) {
    Member member = catalog.member(id(request));
    if (member == null) {
      throw Refusal.instanceNotFound();
    }
    return Answer.json(200, InstanceJson.write(member.instance()))
        .tagged(InstanceTag.of(member), request);
  }

  private static Answer changed(
      Request request, Registry registry, Function<InstanceId, Outcome> change) {
    if (change.apply(id(request)) == Outcome.UNKNOWN) {
      throw Refusal.instanceNotFound();
    }
    return written(registry, 200, Acknowledgement.OK, null);
  }

  private static Answer written(
      Registry registry, int status, String word, @Nullable Duration nextHeartbeat) {
    long revision = registry.catalog().revision();
    return Answer.json(status, new Acknowledgement(word, revision, nextHeartbeat).utf8())
        .with(REVISION, Long.toString(revision));
  }

  private static InstanceId id(Request request) {
    return new InstanceId(request.segment(1));
  }

  private static long revision(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw Refusal.invalid("header " + REVISION + ": expected a number, found " + text);
    }
    return Long.parseLong(text);
  }
}
