package dev.runspec.registry.cli.arguments;

import dev.runspec.registry.JsonDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a tool's arguments, made fit for words that were typed.
 *
 * <p>What must be there is taken out of it, since a word that we do not understand may be that very
 * argument; whoever reads the words looks after it. So are patterns of names, and what agents of
 * runspec write for choices that are numbers (a {@code string} whose {@code enum} holds numbers) is
 * set right.
 *
 * @param tree the schema
 * @param arguments what it names, in order
 * @param isOpen whether it says that there are others
 */
record ToolSchema(
    Map<String, @Nullable Object> tree, List<ToolArgument> arguments, boolean isOpen) {

  private static final int MOST_HOPS = 8;

  /**
   * Reads it.
   *
   * @throws UncheckableSchema if nothing can be checked by it
   */
  static ToolSchema of(JsonDocument document) {
    Map<String, @Nullable Object> root = JsonTree.schema(document.text());
    Set<String> required = new HashSet<>();
    JsonTree.array(root.get("required")).forEach(each -> required.add(String.valueOf(each)));
    Object others = root.get("additionalProperties");
    boolean isOpen =
        root.containsKey("patternProperties") || (others != null && !Boolean.FALSE.equals(others));
    Map<String, @Nullable Object> tree = JsonTree.object(fit(root));
    tree.remove("required");
    List<ToolArgument> arguments = new ArrayList<>();
    JsonTree.object(tree.get("properties"))
        .forEach(
            (name, schema) ->
                arguments.add(
                    new ToolArgument(
                        name, resolved(JsonTree.object(schema), tree), required.contains(name))));
    return new ToolSchema(tree, arguments, isOpen);
  }

  /** The argument of this name; dashes and underscores are the same, as in runspec. */
  Optional<ToolArgument> find(String name) {
    return arguments.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .or(
            () ->
                arguments.stream()
                    .filter(each -> each.name().replace('-', '_').equals(name.replace('-', '_')))
                    .findFirst());
  }

  private static Map<String, @Nullable Object> resolved(
      Map<String, @Nullable Object> schema, Map<String, @Nullable Object> root) {
    Map<String, @Nullable Object> at = schema;
    for (int hop = 0; hop < MOST_HOPS && at.get("$ref") instanceof String target; hop++) {
      Map<String, @Nullable Object> whole = new LinkedHashMap<>(target(target, root));
      at.forEach(
          (name, value) -> {
            if (!name.equals("$ref")) {
              whole.put(name, value);
            }
          });
      at = whole;
    }
    return at;
  }

  private static Map<String, @Nullable Object> target(
      String reference, Map<String, @Nullable Object> root) {
    Map<String, @Nullable Object> at = root;
    for (String step : reference.substring(1).split("/", -1)) {
      if (!step.isEmpty()) {
        at = JsonTree.object(at.get(step.replace("~1", "/").replace("~0", "~")));
      }
    }
    return at;
  }

  private static @Nullable Object fit(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> elements = new ArrayList<>();
      list.forEach(each -> elements.add(fit(each)));
      return elements;
    }
    if (!(value instanceof Map<?, ?>)) {
      return value;
    }
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    JsonTree.object(value).forEach((name, member) -> members.put(name, fit(member)));
    if (members.get("$ref") instanceof String target && !target.startsWith("#")) {
      throw new UncheckableSchema("refers to another document, " + target);
    }
    if (members.get("$dynamicRef") instanceof String
        || members.get("$recursiveRef") instanceof String) {
      throw new UncheckableSchema("has references that depend on where they are met");
    }
    if (members.get("patternProperties") instanceof Map<?, ?>) {
      members.remove("patternProperties");
      members.remove("additionalProperties");
      members.remove("unevaluatedProperties");
    }
    if ("string".equals(members.get("type")) && members.get("enum") instanceof List<?> choices) {
      members.put("enum", choices.stream().map(JsonTree::typed).toList());
    }
    return members;
  }
}
