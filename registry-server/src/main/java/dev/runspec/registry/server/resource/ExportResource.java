package dev.runspec.registry.server.resource;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.runspec.registry.HostName;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.command.SshDestination;
import dev.runspec.registry.command.SshOverrides;
import dev.runspec.registry.command.Verdict;
import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Call;
import dev.runspec.registry.server.http.Refusal;
import dev.runspec.registry.server.http.Route;
import dev.runspec.registry.server.live.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The live hosts in the words of other programs. */
final class ExportResource {

  private static final JsonFactory JSON = new JsonFactory();
  private static final HostName ANY = new HostName("any");
  private static final String TEXT = "text/plain; charset=utf-8";

  /** Where most machines have an exporter of their own. */
  private static final int NODE_EXPORTER = 9100;

  private final Reading reading;

  ExportResource(Reading reading) {
    this.reading = reading;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/export/superputty", Access.READ, this::superPutty),
        Route.get("/export/mobaxterm", Access.READ, this::mobaXterm),
        Route.get("/export/ssh-config", Access.READ, this::sshConfig),
        Route.get("/export/ansible", Access.READ, this::ansible),
        Route.get("/export/rundeck", Access.READ, this::rundeck),
        Route.get("/export/prometheus", Access.READ, this::prometheus));
  }

  private Answer superPutty(Call call) {
    String user = call.query().first("user").orElse("");
    return export(
        call,
        "application/xml",
        "runspec-sessions.xml",
        now -> utf8(SuperPutty.sessions(now, user)));
  }

  private Answer mobaXterm(Call call) {
    String user = call.query().first("user").orElse("");
    return export(call, TEXT, "runspec.mxtsessions", now -> utf8(MobaXterm.sessions(now, user)));
  }

  private Answer sshConfig(Call call) {
    String user = login(call);
    return export(
        call,
        TEXT,
        "runspec-ssh-config",
        now -> utf8(SshConfig.blocks(ExportedHost.All.of(now, user))));
  }

  private Answer ansible(Call call) {
    String user = login(call);
    return json(
        call,
        "runspec-inventory.json",
        (now, json) -> AnsibleInventory.write(ExportedHost.All.of(now, user), json));
  }

  private Answer rundeck(Call call) {
    String user = login(call);
    return json(
        call,
        "runspec-nodes.json",
        (now, json) -> RundeckNodes.write(ExportedHost.All.of(now, user), json));
  }

  private Answer prometheus(Call call) {
    int port = call.query().first("port").map(ExportResource::port).orElse(NODE_EXPORTER);
    return json(
        call,
        "runspec-targets.json",
        (now, json) -> PrometheusTargets.write(ExportedHost.All.of(now, null), port, json));
  }

  /** The login name that is asked for; unlike a session list, these programs obey it. */
  private static @Nullable String login(Call call) {
    String user = call.query().first("user").filter(said -> !said.isEmpty()).orElse(null);
    if (SshDestination.of(ANY, null, new SshOverrides(user, null))
        instanceof Verdict.Refused<SshDestination> refused) {
      throw Refusal.invalid("", "query parameter user: " + refused.refusal().message());
    }
    return user;
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > 65535) {
      throw Refusal.invalid("", "query parameter port: expected 1 to 65535, found " + text);
    }
    return Integer.parseInt(text);
  }

  private interface Json {
    void write(Catalog now, JsonGenerator json) throws IOException;
  }

  private Answer json(Call call, String file, Json body) {
    return export(
        call,
        "application/json",
        file,
        now -> {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          try (JsonGenerator json = JSON.createGenerator(bytes)) {
            body.write(now, json);
          } catch (IOException e) {
            throw new UncheckedIOException("writing JSON into memory failed", e);
          }
          return bytes.toByteArray();
        });
  }

  private Answer export(Call call, String type, String file, Function<Catalog, byte[]> format) {
    return reading.answer(
        call,
        Topic.HOSTS,
        now ->
            EntityTags.conditional(call, type, Representation.of(format.apply(now)))
                .with("Content-Disposition", "attachment; filename=\"" + file + "\""));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
