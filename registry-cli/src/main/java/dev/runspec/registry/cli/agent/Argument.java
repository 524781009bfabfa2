package dev.runspec.registry.cli.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One argument of a runnable, with what the file leaves unsaid filled in.
 *
 * @param type the runspec type: {@code str}, {@code int}, {@code path} …
 * @param description what people and models read; empty for none
 * @param initial its default, if it has one
 * @param options what may be chosen; empty means anything
 * @param range its least and its greatest value; empty means any
 * @param multiple whether it may be given several times
 * @param required whether a call must give it
 */
record Argument(
    String type,
    String description,
    Optional<Object> initial,
    List<Object> options,
    List<Object> range,
    boolean multiple,
    boolean required) {

  private static final Map<String, String> JSON_TYPES =
      Map.of("int", "integer", "float", "number", "bool", "boolean", "flag", "boolean");

  /** Reads the argument {@code name}: a table, or a bare value that is its default. */
  static Argument read(Section arguments, String name) {
    Optional<Section> declared =
        arguments.isSection(name) ? arguments.section(name) : Optional.empty();
    if (declared.isPresent()) {
      return declared(arguments, name, declared.get());
    }
    Optional<Object> bare = arguments.value(name);
    String type = bare.map(Argument::typeOf).orElse("str");
    return new Argument(type, "", bare, List.of(), List.of(), false, false);
  }

  private static Argument declared(Section arguments, String name, Section said) {
    Optional<Object> initial = said.value("default");
    Optional<List<Object>> options = said.list("options", "an array of what may be chosen");
    String inferred = options.isPresent() ? "choice" : initial.map(Argument::typeOf).orElse("str");
    String type = said.text("type").orElse(inferred);
    if (type.equals("choice") && options.orElse(List.of()).isEmpty()) {
      throw arguments.refused(
          name, "is a choice without options", "options, such as [\"fast\", \"slow\"]");
    }
    return new Argument(
        type,
        said.text("description").orElse(""),
        initial,
        options.orElse(List.of()),
        range(said),
        said.truth("multiple").orElse(false),
        said.truth("required").orElse(initial.isEmpty() && !type.equals("flag")));
  }

  /** Its JSON Schema, members in the order that agents send. */
  Map<String, Object> schema() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("type", JSON_TYPES.getOrDefault(type, "string"));
    if (!description.isEmpty()) {
      one.put("description", description);
    }
    initial.ifPresent(value -> one.put("default", value));
    if (!options.isEmpty()) {
      one.put("enum", options);
    }
    if (!range.isEmpty()) {
      one.put("minimum", range.get(0));
      one.put("maximum", range.get(1));
    }
    if (!multiple) {
      return one;
    }
    Map<String, Object> several = new LinkedHashMap<>();
    several.put("type", "array");
    several.put("items", one);
    return several;
  }

  private static List<Object> range(Section said) {
    String expected = "two numbers such as [1, 100]";
    Optional<List<Object>> range = said.list("range", expected);
    if (range.isPresent()
        && (range.get().size() != 2
            || !range.get().stream()
                .allMatch(bound -> bound instanceof Long || bound instanceof Double))) {
      throw said.refused("range", "is " + range.get(), expected);
    }
    return range.orElse(List.of());
  }

  private static String typeOf(Object value) {
    return switch (value) {
      case Boolean truth -> "flag";
      case Long number -> "int";
      case Double number -> "float";
      default -> "str";
    };
  }
}
