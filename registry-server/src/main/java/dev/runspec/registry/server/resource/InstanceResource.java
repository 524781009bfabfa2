package dev.runspec.registry.server.resource;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.InstanceTag;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.json.Acknowledgement;
import dev.runspec.registry.json.HeartbeatJson;
import dev.runspec.registry.json.InstanceJson;
import dev.runspec.registry.json.Publication;
import dev.runspec.registry.json.RegistrationJson;
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
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Instances: their agents register, beat and leave here; others look at them. */
final class InstanceResource {

  private static final byte[] NO_BODY = {};

  private final Registry registry;
  private final Reading reading;

  InstanceResource(Registry registry, Reading reading) {
    this.registry = registry;
    this.reading = reading;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/instances", Access.READ, this::list),
        Route.post("/instances", Access.WRITE, this::register),
        Route.get("/instances/{id}", Access.READ, this::identified),
        Route.delete("/instances/{id}", Access.WRITE, this::deregister),
        Route.post("/instances/{id}/heartbeat", Access.WRITE, this::beat),
        Route.post("/instances/{id}/tools", Access.WRITE, this::publish),
        Route.post("/instances/{id}/drain", Access.WRITE, call -> change(call, registry::drain)),
        Route.post(
            "/instances/{id}/undrain", Access.WRITE, call -> change(call, registry::undrain)));
  }

  private Answer list(Call call) {
    ListQuery query = ListQuery.of(ListKind.INSTANCES, call.query());
    Form form = Form.of(call);
    return reading.answer(call, Topic.INSTANCES, now -> list(call, query, form, now));
  }

  /** How much of an instance is told. */
  private enum Form {
    WHOLE,
    WITHOUT_TOOLS;

    static Form of(Call call) {
      return ListQuery.isSet("tools", call.query(), true) ? WHOLE : WITHOUT_TOOLS;
    }

    byte[] write(Instance instance) {
      return this == WHOLE
          ? InstanceJson.write(instance)
          : InstanceJson.writeWithoutTools(instance);
    }
  }

  private static Answer list(Call call, ListQuery query, Form form, Catalog catalog) {
    Page<List<Member>> page = Lists.instances(catalog, query);
    String tag =
        !query.isForAll()
            ? InstanceTag.of(page.content())
            : query.isActiveOnly() ? catalog.activeTag() : catalog.tag();
    return page.linked(
        call.query(), EntityTags.conditional(call, tag, () -> array(page.content(), form)));
  }

  private static byte[] array(List<Member> members, Form form) {
    ByteArrayOutputStream array = new ByteArrayOutputStream(4096);
    array.write('[');
    for (Member member : members) {
      if (array.size() > 1) {
        array.write(',');
      }
      array.writeBytes(form.write(member.instance()));
    }
    array.write(']');
    return array.toByteArray();
  }

  private Answer identified(Call call) {
    InstanceId id = id(call);
    Form form = Form.of(call);
    return reading.answer(call, new Topic.Instance(id), now -> one(call, id, form, now));
  }

  private static Answer one(Call call, InstanceId id, Form form, Catalog catalog) {
    Member member = catalog.member(id);
    if (member == null) {
      throw Refusal.instanceNotFound();
    }
    return EntityTags.conditional(
        call, InstanceTag.of(member), () -> form.write(member.instance()));
  }

  private Answer register(Call call) {
    Registration registration = RegistrationJson.read(call.jsonBody());
    call.caller().requireWriteFor(registration.host());
    requireWriteForPresentHost(call, registration.id());
    registry.register(registration);
    return acknowledged(201, Acknowledgement.OK, registration.heartbeatInterval());
  }

  private Answer beat(Call call) {
    InstanceId id = id(call);
    Heartbeat heartbeat = HeartbeatJson.read(call.optionalJsonBody().orElse(NO_BODY), id);
    requireWriteForPresentHost(call, id);
    Registration identity = heartbeat.identity();
    if (identity != null) {
      call.caller().requireWriteFor(identity.host());
    }
    Registry.BeatAnswer answer = registry.beat(id, heartbeat);
    return acknowledged(
        200,
        answer.isRefreshWanted() ? Acknowledgement.REFRESH : Acknowledgement.ACK,
        answer.nextHeartbeat());
  }

  private Answer publish(Call call) {
    Publication publication = Publication.read(call.jsonBody());
    return change(
        call,
        id ->
            registry.publish(
                id, publication.tools(), publication.toolsHash(), publication.signature()));
  }

  private Answer deregister(Call call) {
    InstanceId id = id(call);
    requireWriteForPresentHost(call, id);
    registry.deregister(id);
    return acknowledged(200, Acknowledgement.OK, null);
  }

  /** A write to an instance that must be there. */
  private Answer change(Call call, Function<InstanceId, Outcome> write) {
    InstanceId id = id(call);
    requireWriteForPresentHost(call, id);
    if (write.apply(id) == Outcome.UNKNOWN) {
      throw Refusal.instanceNotFound();
    }
    return acknowledged(200, Acknowledgement.OK, null);
  }

  /** A key that is limited to some hosts may not touch what another host registered. */
  private void requireWriteForPresentHost(Call call, InstanceId id) {
    if (call.caller().isLimited()) {
      Member member = registry.find(id); // also one that another replica took just now
      if (member != null) {
        call.caller().requireWriteFor(member.registration().host());
      }
    }
  }

  private Answer acknowledged(int status, String word, @Nullable Duration nextHeartbeat) {
    long revision = registry.catalog().revision();
    return Answer.json(status, new Acknowledgement(word, revision, nextHeartbeat).utf8())
        .with(Reading.REVISION, Long.toString(revision));
  }

  private static InstanceId id(Call call) {
    try {
      return new InstanceId(call.path("id"));
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("", "instance id in the path: " + e.getMessage());
    }
  }
}
