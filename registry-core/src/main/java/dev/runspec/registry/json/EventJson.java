package dev.runspec.registry.json;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.HostName;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.InstanceId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What an event of {@code GET /events} says in its {@code data}. */
public final class EventJson {

  private EventJson() {}

  /** Writes one; the tools of its instance only with an event that tells them. */
  public static byte[] write(InstanceEvent event) {
    return event.kind().isTold() ? write(event, InstanceJson::write) : writeBrief(event);
  }

  /** Writes one without the tools of its instance. */
  public static byte[] writeBrief(InstanceEvent event) {
    return write(event, InstanceJson::writeBrief);
  }

  private static byte[] write(InstanceEvent event, JsonWriter.Element<Instance> pen) {
    Instance instance = event.instance();
    return JsonWriter.object(
        body -> {
          body.member("revision", event.revision())
              .member("event", event.kind().wireName())
              .member("instance_id", event.id().value())
              .member("name", event.name())
              .member("host", event.host().value());
          if (instance != null) {
            body.object("instance", written -> pen.write(instance, written));
          }
        });
  }

  /**
   * Reads one.
   *
   * @throws InvalidDocument if it does not fit
   */
  public static InstanceEvent read(byte[] utf8) {
    return JsonReader.readDeep(utf8, EventJson::read);
  }

  /**
   * Reads why an event of the name {@code reset} was sent.
   *
   * @throws InvalidDocument if it does not fit
   */
  public static String readResetReason(byte[] utf8) {
    return JsonReader.read(
        utf8,
        reader -> {
          String reason = "";
          if (reader.enterObject()) {
            for (String member = reader.nextMember();
                member != null;
                member = reader.nextMember()) {
              if (member.equals("reason")) {
                reason = reader.stringOr("");
              } else {
                reader.skip();
              }
            }
          }
          return reason;
        });
  }

  private static @Nullable InstanceEvent read(JsonReader reader) {
    if (!reader.enterObject()) {
      return null;
    }
    long revision = 0;
    ChangeKind kind = ChangeKind.UNKNOWN;
    String id = "";
    String name = "";
    String host = "";
    Instance instance = null;
    for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
      switch (member) {
        case "revision" -> {
          BigDecimal number = reader.number();
          revision = number == null ? 0 : number.longValue();
        }
        case "event" -> kind = ChangeKind.named(reader.stringOr(""));
        case "instance_id" -> id = reader.stringOr("");
        case "name" -> name = reader.stringOr("");
        case "host" -> host = reader.stringOr("");
        case "instance" -> instance = reader.isNull() ? null : InstanceJson.read(reader);
        default -> reader.skip();
      }
    }
    long knownRevision = revision;
    ChangeKind knownKind = kind;
    String knownId = id;
    String knownName = name;
    String knownHost = host;
    Instance knownInstance = instance;
    return reader.within(
        "",
        () ->
            new InstanceEvent(
                knownRevision,
                knownKind,
                new InstanceId(knownId),
                knownName,
                new HostName(knownHost),
                knownInstance));
  }
}
