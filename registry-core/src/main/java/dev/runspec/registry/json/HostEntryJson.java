package dev.runspec.registry.json;

import dev.runspec.registry.HostEntry;
import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceId;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One agent on one host, as {@code GET /hosts} lists it. */
public final class HostEntryJson {

  private HostEntryJson() {}

  /** Writes one. */
  public static byte[] write(HostEntry entry) {
    return JsonWriter.object(
        body ->
            body.member("host", entry.host().value())
                .member("name", entry.name())
                .member("instance_id", entry.instanceId().value())
                .member("version", entry.version())
                .member("tool_count", entry.toolCount()));
  }

  /**
   * Reads an array of them.
   *
   * @throws InvalidDocument if it does not fit
   */
  public static List<HostEntry> readAll(byte[] utf8) {
    return JsonReader.readAll(utf8, HostEntryJson::read);
  }

  private static @Nullable HostEntry read(JsonReader reader) {
    if (!reader.enterObject()) {
      return null;
    }
    String host = "";
    String name = "";
    String id = "";
    String version = "";
    int toolCount = 0;
    for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
      switch (member) {
        case "host" -> host = reader.stringOr("");
        case "name" -> name = reader.stringOr("");
        case "instance_id" -> id = reader.stringOr("");
        case "version" -> version = reader.stringOr("");
        case "tool_count" -> {
          BigDecimal count = reader.number();
          toolCount = count == null ? 0 : count.intValue();
        }
        default -> reader.skip();
      }
    }
    String knownHost = host;
    String knownName = name;
    String knownId = id;
    String knownVersion = version;
    int knownCount = toolCount;
    return reader.within(
        "",
        () ->
            new HostEntry(
                new HostName(knownHost),
                knownName,
                new InstanceId(knownId),
                knownVersion,
                knownCount));
  }
}
