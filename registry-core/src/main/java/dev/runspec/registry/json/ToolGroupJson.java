package dev.runspec.registry.json;

import dev.runspec.registry.Execution;
import dev.runspec.registry.HostName;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Offer;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A tool and the hosts that have it, as {@code GET /tools} shows them. */
public final class ToolGroupJson {

  private static final Set<String> OWN =
      Set.of("name", "description", "inputSchema", "hosts", "variants");

  private ToolGroupJson() {}

  /**
   * Writes one.
   *
   * @param shown the definition whose description and schema stand for all
   * @param offers who has it, in order
   * @param variants the definitions with their hosts; empty when there is nothing to tell
   */
  public static byte[] write(
      ToolDefinition shown, List<Offer> offers, List<ToolGroup.Variant> variants) {
    return JsonWriter.object(
        body -> {
          body.member("name", shown.name().value())
              .member("description", shown.description())
              .member("inputSchema", shown.inputSchema())
              .array("hosts", offers, ToolGroupJson::writeHost);
          if (!variants.isEmpty()) {
            body.array("variants", variants, ToolGroupJson::writeVariant);
          }
          for (Map.Entry<String, JsonDocument> other : others(shown).entrySet()) {
            body.member(other.getKey(), other.getValue());
          }
        });
  }

  /** What a definition says besides what a group says anyway. */
  private static Map<String, JsonDocument> others(ToolDefinition definition) {
    Map<String, JsonDocument> others = Documents.members(definition.document());
    others.keySet().removeAll(OWN);
    return others;
  }

  /** Writes one that was read: the execution members in the order of the protocol. */
  public static byte[] write(ToolGroup group) {
    return JsonWriter.object(
        body -> {
          body.member("name", group.name().value())
              .member("description", group.description())
              .member("inputSchema", group.inputSchema())
              .array("hosts", group.hosts(), ToolGroupJson::writeHost);
          if (!group.variants().isEmpty()) {
            body.array("variants", group.variants(), ToolGroupJson::writeVariant);
          }
          for (Map.Entry<String, JsonDocument> other : group.members().entrySet()) {
            body.member(other.getKey(), other.getValue());
          }
        });
  }

  private static void writeHost(ToolHost known, JsonWriter hosts) throws IOException {
    Execution execution = known.execution();
    hosts.element(
        host -> {
          host.member("host", known.host().value())
              .member("x-command", execution.command())
              .member("x-run-as", execution.runAs())
              .member("x-become-method", execution.becomeMethod())
              .member("x-become-flags", execution.becomeFlags())
              .member("instance_id", known.instanceId())
              .member("instance", known.instance())
              .member("version", known.version())
              .member("labels", new TreeMap<>(known.labels()));
          SshTargetJson.write(known.ssh(), host);
          host.member("schema_hash", known.schemaHash());
        });
  }

  private static void writeHost(Offer offer, JsonWriter hosts) throws IOException {
    Registration instance = offer.instance();
    hosts.element(
        host -> {
          host.member("host", instance.host().value())
              .members(offer.tool().executionMembers())
              .member("instance_id", instance.id().value())
              .member("instance", instance.name())
              .member("version", instance.version())
              .member("labels", instance.labels());
          SshTargetJson.write(instance.ssh(), host);
          host.member("schema_hash", offer.tool().definition().hash());
        });
  }

  private static void writeVariant(ToolGroup.Variant variant, JsonWriter variants)
      throws IOException {
    variants.element(
        body ->
            body.member("schema_hash", variant.schemaHash())
                .array("hosts", variant.hosts(), (host, array) -> array.element(host.value()))
                .member("definition", variant.definition()));
  }

  /**
   * Reads one.
   *
   * @throws InvalidDocument if it does not fit
   */
  public static ToolGroup read(byte[] utf8) {
    return JsonReader.readDeep(utf8, ToolGroupJson::read);
  }

  /**
   * Reads an array of them.
   *
   * @throws InvalidDocument if it does not fit
   */
  public static List<ToolGroup> readAll(byte[] utf8) {
    return JsonReader.readAll(utf8, ToolGroupJson::read);
  }

  private static @Nullable ToolGroup read(JsonReader reader) {
    if (!reader.enterObject()) {
      return null;
    }
    String pointer = reader.pointer();
    String name = "";
    String description = "";
    JsonDocument inputSchema = JsonDocument.EMPTY_OBJECT;
    List<ToolHost> hosts = List.of();
    List<ToolGroup.Variant> variants = List.of();
    Map<String, JsonDocument> members = new LinkedHashMap<>();
    for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
      switch (member) {
        case "name" -> name = reader.stringOr("");
        case "description" -> description = reader.isNull() ? "" : reader.stringOr("");
        case "inputSchema" -> {
          JsonDocument schema = reader.isNull() ? null : Documents.copiedObject(reader);
          inputSchema = schema == null ? JsonDocument.EMPTY_OBJECT : schema;
        }
        case "hosts" -> hosts = reader.elements(ToolGroupJson::readHost);
        case "variants" -> variants = reader.elements(ToolGroupJson::readVariant);
        default -> members.put(member, Documents.copied(reader));
      }
    }
    String knownName = name;
    ToolName toolName = reader.within(pointer, () -> new ToolName(knownName));
    return toolName == null
        ? null
        : new ToolGroup(toolName, description, inputSchema, hosts, variants, members);
  }

  private static @Nullable ToolHost readHost(JsonReader reader) {
    if (!reader.enterObject()) {
      return null;
    }
    String pointer = reader.pointer();
    String host = "";
    String command = null;
    String runAs = null;
    String becomeMethod = null;
    String becomeFlags = null;
    String instanceId = "";
    String instance = "";
    String version = "";
    String schemaHash = "";
    Map<String, String> labels = Map.of();
    SshTarget ssh = null;
    for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
      switch (member) {
        case "host" -> host = reader.stringOr("");
        case "x-command" -> command = reader.isNull() ? null : reader.string();
        case "x-run-as" -> runAs = reader.isNull() ? null : reader.string();
        case "x-become-method" -> becomeMethod = reader.isNull() ? null : reader.string();
        case "x-become-flags" -> becomeFlags = reader.isNull() ? null : reader.string();
        case "instance_id" -> instanceId = reader.stringOr("");
        case "instance" -> instance = reader.stringOr("");
        case "version" -> version = reader.stringOr("");
        case "schema_hash" -> schemaHash = reader.stringOr("");
        case "labels" -> {
          Map<String, String> read = reader.strings();
          labels = read == null ? Map.of() : read;
        }
        case "ssh" -> ssh = SshTargetJson.read(reader);
        default -> reader.skip();
      }
    }
    String knownHost = host;
    HostName hostName = reader.within(pointer, () -> new HostName(knownHost));
    return hostName == null
        ? null
        : new ToolHost(
            hostName,
            new Execution(command, runAs, becomeMethod, becomeFlags),
            instanceId,
            instance,
            version,
            labels,
            ssh,
            schemaHash);
  }

  private static ToolGroup.@Nullable Variant readVariant(JsonReader reader) {
    if (!reader.enterObject()) {
      return null;
    }
    String pointer = reader.pointer();
    String schemaHash = "";
    List<String> hosts = List.of();
    JsonDocument definition = null;
    for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
      switch (member) {
        case "schema_hash" -> schemaHash = reader.stringOr("");
        case "hosts" -> hosts = reader.elements(JsonReader::string);
        case "definition" -> definition = reader.isNull() ? null : Documents.copiedObject(reader);
        default -> reader.skip();
      }
    }
    String knownHash = schemaHash;
    List<String> names = hosts;
    JsonDocument document = definition;
    return reader.within(
        pointer,
        () -> {
          List<HostName> hostNames = new ArrayList<>();
          names.forEach(name -> hostNames.add(new HostName(name)));
          return new ToolGroup.Variant(knownHash, hostNames, document);
        });
  }
}
