package dev.runspec.registry.json;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import java.util.Set;

/** The body of a heartbeat: nothing at all, {@code {}}, telemetry, or the agent's identity. */
public final class HeartbeatJson {

  /** Longest telemetry, in characters. */
  static final int LONGEST_SYSTEM = 16_384;

  private HeartbeatJson() {}

  /**
   * Reads the body of {@code POST /instances/{id}/heartbeat}; no bytes are a bare beat.
   *
   * @throws InvalidDocument if it does not fit
   */
  public static Heartbeat read(byte[] utf8, InstanceId id) {
    if (utf8.length == 0) {
      return Heartbeat.BARE;
    }
    return JsonReader.read(
        utf8,
        reader -> {
          if (!reader.enterObject()) {
            return null;
          }
          IdentityReader identity = new IdentityReader(reader);
          JsonDocument system = null;
          for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
            switch (member) {
              case "instance_id", "tools", "signature" -> reader.skip();
              case "system" -> {
                system = reader.isNull() ? null : Documents.copiedObject(reader);
                if (system != null && system.text().length() > LONGEST_SYSTEM) {
                  reader.fault("/system", "longer than " + LONGEST_SYSTEM + " characters");
                }
              }
              default -> {
                if (!identity.take(member)) {
                  reader.skip();
                }
              }
            }
          }
          identity.identifyAs(id);
          Registration known = identity.isAnythingSaid() ? identity.registration() : null;
          return new Heartbeat(
              known, known == null ? Set.of() : identity.unsaid(), identity.toolsHash(), system);
        });
  }

  /** Writes it; a bare beat is <code>{}</code>. */
  public static byte[] write(Heartbeat heartbeat) {
    return JsonWriter.object(
        body -> {
          Registration identity = heartbeat.identity();
          if (identity == null) {
            body.member("tools_hash", heartbeat.toolsHash());
          } else {
            RegistrationJson.writeIdentity(
                identity.withTools(null, heartbeat.toolsHash()), heartbeat.unsaid(), body);
          }
          body.member("system", heartbeat.system());
        });
  }
}
