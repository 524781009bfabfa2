package dev.runspec.registry.server.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes what can be asked of the registry.
 *
 * @param html what is written to
 */
record OperationView(Markup html) {

  /**
   * One operation.
   *
   * @param method such as {@code get}
   * @param path the template of its path
   * @param shared the path itself, which may have parameters of its own
   */
  record Operation(String method, String path, Part shared, Part part) {

    String anchor() {
      return "#" + part.text("operationId");
    }

    List<Part> parameters() {
      List<Part> all = new ArrayList<>(shared.parts("parameters"));
      all.addAll(part.parts("parameters"));
      return all;
    }
  }

  /** Method and path, as they stand in a request line. */
  void line(Operation operation) {
    html.line("b", operation.method().toUpperCase(Locale.ROOT), "class", operation.method());
    html.text(" ").line("code", operation.path());
  }

  void section(Operation operation, Part root) {
    Part part = operation.part();
    html.element(
        "article",
        () -> {
          html.line("h3", part.text("summary"));
          html.element("p", () -> line(operation), "class", "line");
          html.line("p", access(part.has("security") ? part : root), "class", "access");
          new Prose(html).write(part.text("description"));
          if (!operation.parameters().isEmpty()) {
            html.line("h4", "Parameters");
            new SchemaView(html).parameters(operation.parameters());
          }
          part.part("requestBody").ifPresent(this::request);
          html.line("h4", "Answers");
          html.element("dl", () -> part.map("responses").forEach(this::response), "class", "rows");
        },
        "id",
        part.text("operationId"));
  }

  private static String access(Part secured) {
    List<Part> ways = secured.parts("security");
    return ways.isEmpty()
        ? "Open to everybody"
        : ways.stream().anyMatch(way -> !way.has("ApiKey"))
            ? "Open, unless reads are protected"
            : "Needs a key, once there are keys";
  }

  private void request(Part body) {
    html.line("h4", body.isTrue("required") ? "Body" : "Body, which may be left out");
    body.map("content").forEach(this::content);
  }

  private void response(String status, Part response) {
    html.element(
        "div",
        () -> {
          html.element(
              "dt", () -> html.line("code", status, "class", "status s" + status.charAt(0)));
          html.element(
              "dd",
              () -> {
                new Prose(html).write(response.text("description"));
                response.map("content").forEach(this::content);
                headers(response.map("headers"));
              });
        });
  }

  private void content(String type, Part content) {
    html.element(
        "p",
        () -> {
          html.line("code", type);
          content
              .part("schema")
              .filter(schema -> !schema.name().isEmpty() || schema.texts("type").contains("array"))
              .ifPresent(
                  schema -> {
                    html.text(", ");
                    new SchemaView(html).type(schema);
                  });
        },
        "class",
        "kind");
    content.map("examples").forEach(this::example);
  }

  private void example(String name, Part example) {
    String summary = example.text("summary");
    html.element(
        "details",
        () -> {
          html.line("summary", summary.isEmpty() ? "Example" : "Example: " + summary);
          html.element(
              "pre",
              () -> {
                Object value = example.value("value").orElse("");
                if (value instanceof String text) {
                  html.text(text.stripTrailing());
                } else {
                  new JsonView(html).write(value);
                }
              },
              "tabindex",
              "0");
        });
  }

  private void headers(Map<String, Part> headers) {
    if (headers.isEmpty()) {
      return;
    }
    html.element(
        "details",
        () -> {
          html.line("summary", "Headers: " + String.join(", ", headers.keySet()));
          html.element(
              "dl",
              () ->
                  headers.forEach(
                      (name, header) ->
                          new SchemaView(html)
                              .row(name, header.isTrue("required") ? "always" : "", "", header)),
              "class",
              "rows");
        });
  }
}
