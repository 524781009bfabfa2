package dev.runspec.registry.json;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The body that registers an agent. */
public final class RegistrationJson {

  private static final Set<Heartbeat.Part> NO_SSH = Set.of(Heartbeat.Part.SSH);

  private RegistrationJson() {}

  /**
   * Reads the body of {@code POST /instances}.
   *
   * @throws InvalidDocument if it does not fit
   */
  public static Registration read(byte[] utf8) {
    return JsonReader.read(
        utf8,
        reader -> {
          if (!reader.enterObject()) {
            return null;
          }
          IdentityReader identity = new IdentityReader(reader);
          for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
            if (!identity.take(member)) {
              reader.skip();
            }
          }
          return identity.registration();
        });
  }

  /** Writes it. */
  public static byte[] write(Registration registration) {
    return JsonWriter.object(
        body -> {
          writeAllButTools(registration, body);
          List<Tool> tools = registration.tools();
          if (tools != null) {
            body.array("tools", tools, (tool, array) -> array.element(tool.document()));
            ToolsSignatureJson.write(registration.signature(), body);
          }
        });
  }

  static void writeAllButTools(Registration registration, JsonWriter body) throws IOException {
    body.member("instance_id", registration.id().value());
    writeIdentity(registration, registration.ssh() == null ? NO_SSH : Set.of(), body);
  }

  /** All but the id, the tools and what is not to be said: what a heartbeat carries, too. */
  static void writeIdentity(Registration registration, Set<Heartbeat.Part> unsaid, JsonWriter body)
      throws IOException {
    body.member("name", registration.name())
        .member("version", registration.version())
        .member("host", registration.host().value());
    if (!unsaid.contains(Heartbeat.Part.HEARTBEAT_INTERVAL)) {
      body.member("heartbeat_interval", registration.heartbeatInterval());
    }
    if (!unsaid.contains(Heartbeat.Part.LABELS)) {
      body.member("labels", registration.labels());
    }
    if (!unsaid.contains(Heartbeat.Part.SSH)) {
      SshTargetJson.writeAlways(registration.ssh(), body);
    }
    body.member("tools_hash", registration.toolsHash());
  }
}
