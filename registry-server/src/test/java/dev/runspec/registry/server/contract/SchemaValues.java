package dev.runspec.registry.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/** Makes values that fit a schema of the OpenAPI document, and spoils them. */
final class SchemaValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 4;

  /** What finds more than letters would. Each is short enough for everything. */
  private static final List<String> TEXTS =
      List.of(
          "a",
          "web-01",
          "env:prod",
          "a/b",
          "..",
          "%2e",
          "ü",
          "🚀",
          "\u0000",
          "\n",
          "\"",
          "\\",
          " ",
          "\u2028",
          "<b>",
          "{{x}}",
          "$(id)",
          "-l",
          "#&?+",
          "5f2c91d20b7e4a11-0",
          "true",
          "null",
          "'");

  private final JsonNode root;
  private final Random random;

  SchemaValues(JsonNode root, Random random) {
    this.root = root;
    this.random = random;
  }

  /** A value that fits. */
  JsonNode fitting(JsonNode schema) {
    return fitting(schema, 0);
  }

  private JsonNode fitting(JsonNode said, int depth) {
    JsonNode schema = resolved(said);
    if (schema.has("const")) {
      return schema.get("const");
    }
    for (String member : List.of("enum", "x-extensible-enum")) {
      if (schema.has(member)) {
        return oneOf(schema.get(member));
      }
    }
    return switch (type(schema)) {
      case "string" -> JSON.textNode(text(schema));
      case "integer" -> JSON.numberNode(integer(schema));
      case "number" -> JSON.numberNode(number(schema));
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "null" -> JSON.nullNode();
      case "array" -> array(schema, depth);
      case "object" -> object(schema, depth);
      default -> any(depth);
    };
  }

  private String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray() ? oneOf(type).asText() : type.asText();
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    return reference.isEmpty() ? schema : root.at(reference.substring(1));
  }

  private JsonNode oneOf(JsonNode all) {
    return all.get(random.nextInt(all.size()));
  }

  /** A text for a place that has no schema of its own. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int parts = random.nextInt(4); parts >= 0; parts--) {
      text.append(TEXTS.get(random.nextInt(TEXTS.size())));
    }
    return text.toString();
  }

  private String text(JsonNode schema) {
    int least = schema.path("minLength").asInt(0);
    int most = schema.path("maxLength").asInt(1024);
    if (schema.has("pattern")) {
      Pattern pattern = Pattern.compile(schema.path("pattern").asText());
      List<String> fit = TEXTS.stream().filter(each -> pattern.matcher(each).find()).toList();
      return fit.get(random.nextInt(fit.size()));
    }
    return switch (random.nextInt(12)) {
      case 0 -> "x".repeat(Math.min(most, 1024));
      case 1 -> "x".repeat(least);
      default -> text();
    };
  }

  private long integer(JsonNode schema) {
    long least = schema.path("minimum").asLong(0);
    long most = schema.path("maximum").asLong(1L << 31);
    return switch (random.nextInt(4)) {
      case 0 -> least;
      case 1 -> most;
      default -> least + (long) (random.nextDouble() * (most - least));
    };
  }

  private BigDecimal number(JsonNode schema) {
    return BigDecimal.valueOf(integer(schema))
        .add(random.nextBoolean() ? BigDecimal.ZERO : new BigDecimal("0.25"))
        .min(BigDecimal.valueOf(schema.path("maximum").asLong(Long.MAX_VALUE)));
  }

  private ArrayNode array(JsonNode schema, int depth) {
    ArrayNode array = JSON.arrayNode();
    int least = schema.path("minItems").asInt(0);
    for (int size = least + random.nextInt(3); size > 0; size--) {
      array.add(fitting(schema.path("items"), depth + 1));
    }
    return array;
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = JSON.objectNode();
    JsonNode required = schema.path("required");
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      boolean isRequired = contains(required, each.getKey());
      if (isRequired || random.nextInt(3) == 0) {
        object.set(each.getKey(), fitting(each.getValue(), depth + 1));
      }
    }
    for (Map.Entry<String, JsonNode> each : schema.path("dependentRequired").properties()) {
      if (object.has(each.getKey())) {
        for (JsonNode other : each.getValue()) {
          String name = other.asText();
          object.set(name, fitting(schema.path("properties").path(name), depth + 1));
        }
      }
    }
    JsonNode others = schema.path("additionalProperties");
    for (int more = others.isMissingNode() ? 0 : random.nextInt(3); more > 0; more--) {
      String name = "x-" + text();
      object.set(name, others.isObject() ? fitting(others, depth + 1) : any(depth + 1));
    }
    return object;
  }

  private static boolean contains(JsonNode names, String name) {
    for (JsonNode each : names) {
      if (each.asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Any value at all. */
  JsonNode any(int depth) {
    return switch (random.nextInt(depth >= DEEPEST ? 6 : 8)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(random.nextLong());
      case 3 -> JSON.numberNode(new BigDecimal("-0.5e3"));
      case 4 -> JSON.textNode("x".repeat(random.nextInt(1100)));
      case 5 -> JSON.textNode(text());
      case 6 -> JSON.arrayNode().add(any(depth + 1)).add(any(depth + 1));
      default -> JSON.objectNode().set(text(), any(depth + 1));
    };
  }

  /** The same but for one place, at which something else stands, or nothing. */
  JsonNode spoiled(JsonNode value) {
    JsonNode copy = value.deepCopy();
    List<JsonNode> places = new ArrayList<>();
    collect(copy, places);
    if (places.isEmpty()) {
      return any(0);
    }
    JsonNode place = places.get(random.nextInt(places.size()));
    if (place instanceof ArrayNode array) {
      int at = random.nextInt(array.size());
      array.set(at, any(0));
    } else if (place instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      if (random.nextInt(3) == 0) {
        object.remove(name);
      } else {
        object.set(name, any(0));
      }
    }
    return copy;
  }

  private static void collect(JsonNode node, List<JsonNode> places) {
    if (node.isContainerNode() && !node.isEmpty()) {
      places.add(node);
      node.forEach(each -> collect(each, places));
    }
  }
}
