package dev.runspec.registry.json;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import java.io.IOException;
import java.util.List;

/** The body that registers an agent, and the form in which stores keep it. */
public final class RegistrationJson {

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
          body.member("instance_id", registration.id().value());
          writeIdentity(registration, body);
          List<Tool> tools = registration.tools();
          if (tools != null) {
            body.array("tools", tools, (tool, array) -> array.element(tool.document()));
          }
        });
  }

  /** All but the id and the tools: what a heartbeat carries, too. */
  static void writeIdentity(Registration registration, JsonWriter body) throws IOException {
    body.member("name", registration.name())
        .member("version", registration.version())
        .member("host", registration.host().value())
        .member("heartbeat_interval", registration.heartbeatInterval())
        .member("labels", registration.labels());
    SshTargetJson.write(registration.ssh(), body);
    body.member("tools_hash", registration.toolsHash());
  }
}
