package dev.runspec.registry.json;

import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An instance as the registry shows it. */
public final class InstanceJson {

  private InstanceJson() {}

  /** Writes one. */
  public static byte[] write(Instance instance) {
    return JsonWriter.object(body -> write(instance, body));
  }

  /** Writes one without its tools, but with their number. */
  public static byte[] writeWithoutTools(Instance instance) {
    return JsonWriter.object(
        body -> {
          writeBrief(instance, body);
          body.member("published", instance.registration().tools() != null)
              .member("tool_count", instance.registration().publishedTools().size());
        });
  }

  static void write(Instance instance, JsonWriter body) throws IOException {
    write(instance, instance.registration().publishedTools(), body);
    body.member("published", instance.registration().tools() != null);
    ToolsSignatureJson.write(instance.registration().signature(), body);
  }

  /** Writes one without its tools, where they are as before. */
  static void writeBrief(Instance instance, JsonWriter body) throws IOException {
    write(instance, null, body);
  }

  private static void write(Instance instance, @Nullable List<Tool> tools, JsonWriter body)
      throws IOException {
    Registration registration = instance.registration();
    body.member("instance_id", registration.id().value())
        .member("name", registration.name())
        .member("version", registration.version())
        .member("host", registration.host().value())
        .member("active", instance.active())
        .member("last_seen", instance.lastSeen());
    if (tools != null) {
      body.array("tools", tools, (tool, array) -> array.element(tool.document()));
    }
    body.member("heartbeat_interval", registration.heartbeatInterval())
        .member("expires_at", instance.expiresAt())
        .member("registered_at", instance.registeredAt())
        .member("labels", registration.labels())
        .member("state", instance.state().wireName());
    SshTargetJson.write(registration.ssh(), body);
    body.member("tools_hash", registration.toolsHash())
        .member("system", instance.system())
        .member("heard_at", instance.heardAt())
        .member("state_since", instance.stateSince());
  }

  /**
   * Reads one.
   *
   * @throws InvalidDocument if it does not fit
   */
  public static Instance read(byte[] utf8) {
    return JsonReader.read(utf8, InstanceJson::read);
  }

  /**
   * Reads an array of them.
   *
   * @throws InvalidDocument if it does not fit
   */
  public static List<Instance> readAll(byte[] utf8) {
    return JsonReader.readAll(utf8, InstanceJson::read);
  }

  static @Nullable Instance read(JsonReader reader) {
    if (!reader.enterObject()) {
      return null;
    }
    IdentityReader identity = new IdentityReader(reader);
    Boolean active = null;
    InstanceState state = null;
    Instant lastSeen = Instant.EPOCH;
    Instant registeredAt = null;
    Instant expiresAt = null;
    Instant heardAt = null;
    Instant stateSince = null;
    Boolean isPublished = null;
    JsonDocument system = null;
    for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
      switch (member) {
        case "active" -> active = reader.bool();
        case "last_seen" -> lastSeen = time(reader);
        case "registered_at" -> registeredAt = time(reader);
        case "expires_at" -> expiresAt = time(reader);
        case "heard_at" -> heardAt = time(reader);
        case "state_since" -> stateSince = time(reader);
        case "published" -> isPublished = reader.bool();
        case "state" -> {
          String name = reader.string();
          state = name == null ? null : InstanceState.named(name);
        }
        case "system" -> system = reader.isNull() ? null : Documents.copiedObject(reader);
        default -> {
          if (!identity.take(member)) {
            reader.skip();
          }
        }
      }
    }
    Registration registration = identity.registration();
    if (registration == null) {
      return null;
    }
    boolean isActive = active != null && active;
    boolean isUnpublished = isPublished != null && !isPublished;
    return new Instance(
        isUnpublished ? registration.withTools(null, registration.toolsHash()) : registration,
        state != null ? state : isActive ? InstanceState.LIVE : InstanceState.STALE,
        isActive,
        lastSeen,
        registeredAt == null ? lastSeen : registeredAt,
        heardAt == null ? lastSeen : heardAt,
        stateSince == null ? lastSeen : stateSince,
        expiresAt == null ? lastSeen.plus(registration.timeToLive()) : expiresAt,
        system);
  }

  private static Instant time(JsonReader reader) {
    BigDecimal seconds = reader.number();
    if (seconds == null || seconds.abs().compareTo(BigDecimal.valueOf(1L << 40)) > 0) {
      return Instant.EPOCH;
    }
    BigDecimal[] parts = seconds.divideAndRemainder(BigDecimal.ONE);
    return Instant.ofEpochSecond(parts[0].longValue(), parts[1].movePointRight(9).longValue());
  }
}
