package dev.runspec.registry.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.runspec.registry.server.document.ApiDocument;
import dev.runspec.registry.server.http.Wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The OpenAPI document as a judge: is this answer what it says? It reads the document more narrowly
 * than clients do, who let members, states and codes pass that they do not know: what this very
 * registry answers must all be described.
 */
final class Description {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String WIDE = "https://registry.test/wide";
  private static final String NARROW = "https://registry.test/narrow";

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  /** What is larger is more of the same. */
  private static final int LARGE = 200_000;

  /** What any answer may have; the document tells it once, or HTTP does. */
  private static final Set<String> USUAL =
      Set.of(
          "date",
          "connection",
          "content-length",
          "content-type",
          "transfer-encoding",
          "x-content-type-options");

  /** Members in which no schemas stand, but values. */
  private static final Set<String> VALUES = Set.of("example", "examples", "default", "const");

  /** The description of this registry. */
  static final Description BUNDLED = new Description(parsed(ApiDocument.bundled().json().bytes()));

  private final JsonNode root;
  private final SchemaRegistry schemas;
  private final List<Operation> operations;

  private Description(JsonNode document) {
    JsonNode inlined = inlined(document, document);
    JsonNode narrow = inlined.deepCopy();
    narrow(narrow);
    this.root = inlined;
    this.operations = operations(inlined);
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder.schemas(Map.of(WIDE, inlined.toString(), NARROW, narrow.toString())));
  }

  /** All of it; no references are left in it but those to schemas. */
  JsonNode root() {
    return root;
  }

  /**
   * One operation.
   *
   * @param method such as {@code GET}
   * @param path the template of its path
   * @param node what is said of it
   */
  record Operation(String method, String path, JsonNode node) {

    Set<String> statuses() {
      Set<String> statuses = new TreeSet<>();
      node.path("responses").fieldNames().forEachRemaining(statuses::add);
      return statuses;
    }

    /** The names of its parameters there: in {@code query}, {@code header} or {@code path}. */
    Set<String> parameters(String place) {
      Set<String> names = new TreeSet<>();
      for (JsonNode parameter : node.path("parameters")) {
        if (parameter.path("in").asText().equals(place)) {
          names.add(parameter.path("name").asText());
        }
      }
      return names;
    }

    /** Where it stands in the document, as a JSON Pointer. */
    String pointer() {
      return "/paths/" + escaped(path) + "/" + method.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  List<Operation> operations() {
    return operations;
  }

  private static List<Operation> operations(JsonNode root) {
    List<Operation> operations = new ArrayList<>();
    root.path("paths")
        .properties()
        .forEach(
            path -> {
              for (String method : METHODS) {
                if (path.getValue().has(method)) {
                  operations.add(
                      new Operation(
                          method.toUpperCase(Locale.ROOT),
                          path.getKey(),
                          whole(path.getValue(), method)));
                }
              }
            });
    return operations;
  }

  /** An operation with the parameters that all of its path have. */
  private static JsonNode whole(JsonNode path, String method) {
    ObjectNode operation = path.path(method).deepCopy();
    ArrayNode parameters = operation.withArray("parameters");
    path.path("parameters").forEach(parameters::add);
    return operation;
  }

  /** The operation that a request is for, if there is one. */
  Optional<Operation> operation(String method, String target) {
    String path = target.replaceAll("\\?.*", "");
    return operations.stream()
        .filter(each -> each.method().equals(method))
        .filter(each -> pattern(each.path()).matcher(path).matches())
        .findFirst();
  }

  private static Pattern pattern(String template) {
    return Pattern.compile(template.replaceAll("\\{[a-z]+}", "[^/]+"));
  }

  /** How this answer is not as described; empty when it is. */
  List<String> faults(Operation operation, Reply reply) {
    String status = Integer.toString(reply.status());
    JsonNode response = operation.node().path("responses").path(status);
    if (response.isMissingNode()) {
      return List.of("status " + status + " is not described");
    }
    String pointer = operation.pointer() + "/responses/" + status;
    List<String> faults = new ArrayList<>(headerFaults(response.path("headers"), pointer, reply));
    faults.addAll(bodyFaults(response.path("content"), pointer, reply));
    return faults;
  }

  private List<String> headerFaults(JsonNode described, String pointer, Reply reply) {
    List<String> faults = new ArrayList<>();
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(USUAL);
    described
        .properties()
        .forEach(
            header -> {
              known.add(header.getKey());
              Optional<String> value = reply.header(header.getKey());
              if (value.isEmpty() && header.getValue().path("required").asBoolean()) {
                faults.add("header " + header.getKey() + " is missing");
              }
              boolean isNumber =
                  header.getValue().path("schema").path("type").asText().equals("integer");
              String schema = pointer + "/headers/" + header.getKey() + "/schema";
              value
                  .map(text -> isNumber ? text : MAPPER.valueToTree(text).toString())
                  .map(json -> faults(schema, json))
                  .ifPresent(faults::addAll);
            });
    for (String line : reply.headers()) {
      String name = line.substring(0, line.indexOf(':'));
      if (!known.contains(name)) {
        faults.add("header " + name + " is not described");
      }
    }
    return faults;
  }

  private List<String> bodyFaults(JsonNode content, String pointer, Reply reply) {
    String type = reply.header("content-type").orElse("").replaceAll("\\s*;.*", "");
    if (content.isMissingNode()) {
      return type.isEmpty() && reply.body().isEmpty() ? List.of() : List.of("there is a body");
    }
    if (!content.has(type)) {
      return List.of("media type '" + type + "' is not described");
    }
    boolean isJson =
        type.endsWith("json")
            && reply.header("content-encoding").isEmpty()
            && reply.body().length() < LARGE;
    return isJson
        ? faults(pointer + "/content/" + escaped(type) + "/schema", reply.body())
        : List.of();
  }

  /** How this JSON does not fit the schema at this JSON Pointer, narrowly read. */
  List<String> faults(String pointer, String json) {
    return faults(NARROW, pointer, json);
  }

  /** The same for what callers send, who may send more than is described. */
  List<String> faultsOfRequest(String pointer, String json) {
    return faults(WIDE, pointer, json);
  }

  private List<String> faults(String document, String pointer, String json) {
    return schemas
        .getSchema(SchemaLocation.of(document + "#" + pointer))
        .validate(parsed(json.getBytes(UTF_8)))
        .stream()
        .map(fault -> pointer + ": " + fault)
        .toList();
  }

  static String escaped(String step) {
    return step.replace("~", "~0").replace("/", "~1");
  }

  static JsonNode parsed(byte[] json) {
    try {
      return MAPPER.readTree(new String(json, UTF_8));
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + new String(json, UTF_8), e);
    }
  }

  /** A copy in which the target stands where a reference was; schemas refer to each other still. */
  private static JsonNode inlined(JsonNode node, JsonNode document) {
    String reference = node.path("$ref").asText();
    if (!reference.isEmpty() && !reference.startsWith("#/components/schemas/")) {
      return inlined(target(reference, document), document); // has no siblings: only schemas may
    }
    if (node.isObject()) {
      ObjectNode copy = MAPPER.createObjectNode();
      node.properties()
          .forEach(each -> copy.set(each.getKey(), inlined(each.getValue(), document)));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = MAPPER.createArrayNode();
      node.forEach(each -> copy.add(inlined(each, document)));
      return copy;
    }
    return node;
  }

  private static JsonNode target(String reference, JsonNode document) {
    JsonNode target = document.at(reference.substring(1));
    if (target instanceof MissingNode) {
      throw new AssertionError("reference to nothing: " + reference);
    }
    return target;
  }

  /** Closes objects that name their members, and lists of names that may grow. */
  private static void narrow(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.path("properties").isObject() && !object.has("additionalProperties")) {
        object.put("additionalProperties", false);
      }
      if (object.has("x-extensible-enum") && object.has("type")) {
        object.set("enum", object.get("x-extensible-enum"));
      }
      object.properties().forEach(each -> narrowUnlessValue(each.getKey(), each.getValue()));
    } else {
      node.forEach(Description::narrow);
    }
  }

  private static void narrowUnlessValue(String name, JsonNode node) {
    if (!VALUES.contains(name)) {
      narrow(node);
    }
  }
}
