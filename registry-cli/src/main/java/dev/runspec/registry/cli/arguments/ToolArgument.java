package dev.runspec.registry.cli.arguments;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a tool.
 *
 * @param name as the schema has it, without dashes before it
 * @param schema its own schema, with references replaced
 * @param isRequired whether it must be given
 */
record ToolArgument(String name, Map<String, @Nullable Object> schema, boolean isRequired) {

  private static final int MOST_CHOICES = 12;

  /** As it is typed. */
  String option() {
    return "--" + name;
  }

  /** The JSON types that it may be of; empty when anything goes. */
  Set<String> types() {
    Set<String> types = new LinkedHashSet<>();
    collectTypes(schema, types, 0);
    return types;
  }

  private static void collectTypes(
      Map<String, @Nullable Object> schema, Set<String> types, int depth) {
    Object type = schema.get("type");
    if (type instanceof String one) {
      types.add(one);
    }
    JsonTree.array(type).forEach(each -> types.add(String.valueOf(each)));
    for (String union : List.of("anyOf", "oneOf")) {
      if (depth < 2) {
        JsonTree.array(schema.get(union))
            .forEach(each -> collectTypes(JsonTree.object(each), types, depth + 1));
      }
    }
  }

  /** Whether it may be given several times. */
  boolean isMany() {
    return types().contains("array");
  }

  /** Whether it may stand without a value. */
  boolean isSwitch() {
    return types().contains("boolean");
  }

  /** What one of its values is, where it may have several; else itself. */
  ToolArgument element() {
    return isMany()
        ? new ToolArgument(name, JsonTree.object(schema.get("items")), isRequired)
        : this;
  }

  /** The only values that it may have; empty when there are others. */
  List<@Nullable Object> choices() {
    List<@Nullable Object> said = JsonTree.array(schema.get("enum"));
    return said.isEmpty() && schema.containsKey("const")
        ? List.of(String.valueOf(schema.get("const")))
        : said;
  }

  /** What it is unless it is given. */
  Optional<String> usual() {
    Object usual = schema.get("default");
    boolean isNothing = usual == null || (usual instanceof List<?> list && list.isEmpty());
    return isNothing ? Optional.empty() : Optional.of(JsonTree.typed(usual));
  }

  String description() {
    return schema.get("description") instanceof String text ? text : "";
  }

  /** In words, what it may be. */
  String accepted() {
    String many = isMany() ? ", may be repeated" : "";
    ToolArgument one = element();
    List<String> choices = one.choices().stream().map(JsonTree::typed).toList();
    if (!choices.isEmpty()) {
      List<String> some = choices.stream().limit(MOST_CHOICES).toList();
      return String.join(", ", some) + (some.size() < choices.size() ? ", …" : "") + many;
    }
    Set<String> types = one.types();
    List<String> words = new ArrayList<>();
    types.forEach(type -> word(type).ifPresent(words::add));
    String kind = words.isEmpty() ? "any value" : String.join(" or ", words);
    return kind + one.bounds() + many;
  }

  private static Optional<String> word(String type) {
    return switch (type) {
      case "string" -> Optional.of("text");
      case "integer" -> Optional.of("a whole number");
      case "number" -> Optional.of("a number");
      case "boolean" -> Optional.of("true or false");
      case "object" -> Optional.of("a JSON object");
      default -> Optional.empty();
    };
  }

  private String bounds() {
    Object least = schema.get("minimum");
    Object most = schema.get("maximum");
    String bounds = "";
    if (least != null && most != null) {
      bounds = " from " + JsonTree.typed(least) + " to " + JsonTree.typed(most);
    } else if (least != null) {
      bounds = " of at least " + JsonTree.typed(least);
    } else if (most != null) {
      bounds = " of at most " + JsonTree.typed(most);
    }
    return schema.get("pattern") instanceof String pattern
        ? bounds + " that matches " + pattern
        : bounds;
  }
}
