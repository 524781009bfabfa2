package dev.runspec.registry.server.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes what a value may be.
 *
 * @param html what is written to
 */
record SchemaView(Markup html) {

  /** The members of an object, each with what it may be. */
  void members(Part schema) {
    List<String> required = schema.texts("required");
    Map<String, Part> members = schema.map("properties");
    if (members.isEmpty()) {
      return;
    }
    html.element(
        "dl",
        () ->
            members.forEach(
                (name, member) -> row(name, required.contains(name) ? "required" : "", "", member)),
        "class",
        "rows");
  }

  /** Several parameters or headers. */
  void parameters(List<Part> parameters) {
    html.element(
        "dl",
        () ->
            parameters.forEach(
                each -> {
                  String note = each.isTrue("required") ? "required" : "";
                  row(each.text("name"), note, each.text("in"), each);
                }),
        "class",
        "rows");
  }

  /** One name, what it stands for, and what it may be. */
  void row(String name, String note, String place, Part described) {
    Part schema = described.part("schema").orElse(described);
    html.element(
        "div",
        () -> {
          html.element(
              "dt",
              () -> {
                html.line("code", name);
                if (!note.isEmpty()) {
                  html.text(" ").line("small", note, "class", "note");
                }
              });
          html.element(
              "dd",
              () -> {
                html.element("p", () -> kind(place, schema), "class", "kind");
                new Prose(html).write(described.text("description"));
                described.value("example").ifPresent(this::example);
              });
        });
  }

  private void kind(String place, Part schema) {
    if (!place.isEmpty()) {
      html.text(place + ", ");
    }
    element(schema);
  }

  private void example(Object value) {
    String text =
        value instanceof List<?> list
            ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
            : value.toString();
    html.element("p", () -> html.text("Such as ").line("code", text).text("."));
  }

  /** The type in a few words, with a link where it has a name. */
  void type(Part schema) {
    if (!schema.name().isEmpty()) {
      html.line("a", schema.name(), "href", "#schema-" + schema.name());
    } else if (schema.texts("type").contains("array")) {
      html.text("array of ");
      schema.part("items").ifPresentOrElse(this::element, () -> html.text("anything"));
      html.text(schema.texts("type").contains("null") ? " or null" : "");
    } else if (schema.has("const")) {
      html.line("code", schema.text("const"));
    } else {
      List<String> types = schema.texts("type");
      html.text(types.isEmpty() ? "anything" : String.join(" or ", types));
    }
  }

  private void element(Part schema) {
    type(schema);
    rules(schema);
  }

  /** What else is asked of a value. A schema with a name says that where it stands itself. */
  private void rules(Part schema) {
    if (!schema.name().isEmpty()) {
      return;
    }
    List<String> rules = new ArrayList<>();
    if (schema.has("enum")) {
      rules.add("one of " + String.join(", ", schema.texts("enum")));
    }
    if (schema.has("x-extensible-enum")) {
      rules.add("so far " + String.join(", ", schema.texts("x-extensible-enum")));
    }
    range(schema, "minimum", "maximum", "", rules);
    range(schema, "minLength", "maxLength", " characters", rules);
    range(schema, "minItems", "maxItems", " elements", rules);
    range(schema, "minProperties", "maxProperties", " members", rules);
    if (!schema.text("default").isEmpty()) {
      rules.add("preset " + schema.text("default"));
    }
    rules.forEach(rule -> html.text(", " + rule));
    if (schema.has("pattern")) {
      html.text(", matching ").line("code", schema.text("pattern"));
    }
  }

  private static void range(
      Part schema, String least, String most, String unit, List<String> rules) {
    if (schema.has(least) && schema.has(most)) {
      rules.add(schema.text(least) + " to " + schema.text(most) + unit);
    } else if (schema.has(least)) {
      boolean isOne = schema.text(least).equals("1") && !unit.isEmpty();
      rules.add(isOne ? "not empty" : "at least " + schema.text(least) + unit);
    } else if (schema.has(most)) {
      rules.add("at most " + schema.text(most) + unit);
    }
  }

  /** One schema of its own, where links to it lead. */
  void section(String name, Part schema) {
    html.element(
        "article",
        () -> {
          html.line("h3", name);
          new Prose(html).write(schema.text("description"));
          html.element("p", () -> kind("", schema), "class", "kind");
          members(schema);
          if (schema.isTrue("additionalProperties") && schema.has("properties")) {
            html.line("p", "And any other member.", "class", "kind");
          }
        },
        "id",
        "schema-" + name);
  }
}
