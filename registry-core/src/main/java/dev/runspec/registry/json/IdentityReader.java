package dev.runspec.registry.json;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Text;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolsSignature;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members by which an agent says who it is, as registrations, heartbeats and instances share
 * them.
 */
final class IdentityReader {

  private static final BigDecimal DAY = BigDecimal.valueOf(86_400);

  private final JsonReader reader;
  private final Function<JsonReader, @Nullable Tool> tool;
  private final Set<Heartbeat.Part> unsaid = EnumSet.allOf(Heartbeat.Part.class);
  private @Nullable InstanceId id;
  private @Nullable String name;
  private @Nullable String version;
  private @Nullable HostName host;
  private Duration heartbeatInterval = Registration.DEFAULT_HEARTBEAT_INTERVAL;
  private Map<String, String> labels = Map.of();
  private @Nullable SshTarget ssh;
  private @Nullable String toolsHash;
  private @Nullable List<Tool> tools;
  private @Nullable ToolsSignature signature;
  private boolean isIdSaid;
  private boolean isNameSaid;
  private boolean isVersionSaid;
  private boolean isHostSaid;

  IdentityReader(JsonReader reader) {
    this(reader, ToolJson::read);
  }

  /** For a document whose tools are written in another way. */
  IdentityReader(JsonReader reader, Function<JsonReader, @Nullable Tool> tool) {
    this.reader = reader;
    this.tool = tool;
  }

  /** Reads the value of {@code member} if it is one of these; otherwise leaves it. */
  boolean take(String member) {
    switch (member) {
      case "instance_id" -> {
        isIdSaid = true;
        id = checked(reader.string(), InstanceId::new);
      }
      case "name" -> {
        isNameSaid = true;
        name = checked(reader.string(), text -> Text.checked(text, "name"));
      }
      case "version" -> {
        isVersionSaid = true;
        version = checked(reader.string(), text -> Text.checked(text, "version"));
      }
      case "host" -> {
        isHostSaid = true;
        host = checked(reader.string(), HostName::new);
      }
      case "heartbeat_interval" -> {
        unsaid.remove(Heartbeat.Part.HEARTBEAT_INTERVAL);
        heartbeatInterval = interval();
      }
      case "labels" -> {
        unsaid.remove(Heartbeat.Part.LABELS);
        labels = reader.isNull() ? Map.of() : orElse(reader.strings(), Map.of());
      }
      case "ssh" -> {
        unsaid.remove(Heartbeat.Part.SSH);
        ssh = SshTargetJson.read(reader);
      }
      case "tools_hash" -> toolsHash = toolsHash(reader);
      case "tools" -> tools = reader.isNull() ? null : ToolJson.readAll(reader, tool);
      case "signature" -> signature = ToolsSignatureJson.read(reader);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Takes the id from elsewhere: the path. */
  void identifyAs(InstanceId known) {
    isIdSaid = true;
    id = known;
  }

  /** Whether any member was there without which there is no identity. */
  boolean isAnythingSaid() {
    return isNameSaid || isVersionSaid || isHostSaid;
  }

  /** What was not there, and stands for its default. */
  Set<Heartbeat.Part> unsaid() {
    return unsaid;
  }

  @Nullable String toolsHash() {
    return toolsHash;
  }

  /**
   * What was read; null, with the faults noted, when something required is missing or does not fit.
   */
  @Nullable Registration registration() {
    require(isIdSaid, "instance_id");
    require(isNameSaid, "name");
    require(isVersionSaid, "version");
    require(isHostSaid, "host");
    if (id == null || name == null || version == null || host == null || !reader.isSound()) {
      return null;
    }
    InstanceId knownId = id;
    String knownName = name;
    String knownVersion = version;
    HostName knownHost = host;
    return reader.within(
        "",
        () ->
            new Registration(
                knownId,
                knownName,
                knownVersion,
                knownHost,
                heartbeatInterval,
                labels,
                ssh,
                toolsHash,
                tools,
                tools == null ? null : signature));
  }

  private void require(boolean isSaid, String member) {
    if (!isSaid) {
      reader.fault("/" + member, "missing; a string was expected");
    }
  }

  private Duration interval() {
    if (reader.isNull()) {
      return Registration.DEFAULT_HEARTBEAT_INTERVAL;
    }
    BigDecimal seconds = reader.number();
    if (seconds == null) {
      return Registration.DEFAULT_HEARTBEAT_INTERVAL;
    }
    if (seconds.compareTo(BigDecimal.ONE) < 0 || seconds.compareTo(DAY) > 0) {
      reader.fault(reader.pointer(), "expected seconds within 1 and 86400, found " + seconds);
      return Registration.DEFAULT_HEARTBEAT_INTERVAL;
    }
    return Duration.ofMillis(
        seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  /**
   * The fingerprint under the cursor; null when it is null or, with the fault noted, does not fit.
   */
  static @Nullable String toolsHash(JsonReader reader) {
    String text = reader.isNull() ? null : reader.string();
    return text == null
        ? null
        : reader.within(reader.pointer(), () -> Text.checked(text, "tools_hash"));
  }

  private <T> @Nullable T checked(@Nullable String text, Function<String, T> value) {
    return text == null ? null : reader.within(reader.pointer(), () -> value.apply(text));
  }

  private static <T> T orElse(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }
}
