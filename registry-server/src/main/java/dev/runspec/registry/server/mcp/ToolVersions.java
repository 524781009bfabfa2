package dev.runspec.registry.server.mcp;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Offer;
import dev.runspec.registry.Text;
import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.json.Values;
import dev.runspec.registry.mcp.JsonObject;
import dev.runspec.registry.mcp.Prose;
import dev.runspec.registry.mcp.SchemaProse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a tool is, and on which hosts: the version that most have comes first.
 *
 * @param inOrder each version and the offers of it, never empty
 */
record ToolVersions(Map<ToolDefinition, List<Offer>> inOrder) {

  private static final int LONGEST_NAME = 100;
  private static final int MOST_HOSTS = 20;
  private static final int MOST_VERSIONS = 10;

  /** The versions among these offers of one tool. */
  static ToolVersions of(List<Offer> offers) {
    Map<ToolDefinition, List<Offer>> found = new LinkedHashMap<>();
    for (Offer offer : offers) {
      found.computeIfAbsent(offer.tool().definition(), any -> new ArrayList<>()).add(offer);
    }
    Map<ToolDefinition, List<Offer>> inOrder = new LinkedHashMap<>();
    found.entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<ToolDefinition, List<Offer>> each) -> -each.getValue().size())
                .thenComparing(each -> each.getKey().hash()))
        .forEach(each -> inOrder.put(each.getKey(), each.getValue()));
    return new ToolVersions(inOrder);
  }

  ToolDefinition usual() {
    return inOrder.keySet().iterator().next();
  }

  boolean isOne() {
    return inOrder.size() == 1;
  }

  /** A name for a model to read. */
  static String name(String name) {
    return Prose.of(name, LONGEST_NAME);
  }

  /** What is told of a tool in any case; its description is cut there. */
  JsonObject summary(int longestDescription) {
    ToolDefinition usual = usual();
    List<Offer> all = inOrder.values().stream().flatMap(List::stream).toList();
    return hosts(
            new JsonObject()
                .put("name", toolName(usual))
                .put("description", description(usual, longestDescription))
                .put("autonomy", autonomy(usual)),
            all)
        .put("versions", inOrder.size());
  }

  /** The name by which the tool can be asked for, unless it holds what nobody sees. */
  static String toolName(ToolDefinition definition) {
    return Prose.of(definition.name().value(), Text.LONGEST);
  }

  private static JsonObject hosts(JsonObject object, List<Offer> offers) {
    List<String> hosts =
        offers.stream()
            .map(offer -> name(offer.instance().host().value()))
            .distinct()
            .limit(MOST_HOSTS)
            .toList();
    return object.put("hosts", JsonObject.strings(hosts)).put("hostCount", offers.size());
  }

  private static String description(ToolDefinition definition, int longest) {
    return Prose.of(Values.string(definition.description()).orElse(""), longest);
  }

  private static String autonomy(ToolDefinition definition) {
    return Optional.ofNullable(Documents.members(definition.document()).get("x-autonomy"))
        .flatMap(Values::string)
        .map(ToolVersions::name)
        .orElse("unsaid");
  }

  /** The schema of the arguments; null if it is none that a model should read. */
  static JsonDocument schema(ToolDefinition definition) {
    return SchemaProse.of(definition.inputSchema())
        .orElseGet(() -> JsonDocument.string("too large to be shown, or unreadable"));
  }

  /** Each version, where it is, and in what it differs from the one that most hosts have. */
  JsonDocument differences() {
    Map<String, JsonDocument> usual = Documents.members(usual().document());
    List<JsonDocument> versions = new ArrayList<>();
    inOrder.forEach(
        (definition, offers) -> {
          if (versions.size() < MOST_VERSIONS) {
            JsonObject version = new JsonObject().put("schemaHash", definition.hash());
            versions.add(
                hosts(version, offers)
                    .put("differsIn", JsonObject.strings(differing(usual, definition)))
                    .document());
          }
        });
    return JsonObject.array(versions);
  }

  private static List<String> differing(
      Map<String, JsonDocument> usual, ToolDefinition definition) {
    Map<String, JsonDocument> members = Documents.members(definition.document());
    TreeSet<String> names = new TreeSet<>(usual.keySet());
    names.addAll(members.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(usual.get(name), members.get(name)))
        .map(ToolVersions::name)
        .limit(MOST_HOSTS)
        .toList();
  }
}
