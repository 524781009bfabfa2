package dev.runspec.registry.server.document;

import dev.runspec.registry.server.document.OperationView.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The document as one HTML page: what can be asked, group by group, and what the values are. */
final class DocumentPage {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final Part root;
  private final PageStyle style;
  private final Markup html = new Markup();

  private DocumentPage(Part root, PageStyle style) {
    this.root = root;
    this.style = style;
  }

  static String of(Part root, PageStyle style) {
    DocumentPage page = new DocumentPage(root, style);
    page.write();
    return page.html.toString();
  }

  private void write() {
    Part info = root.part("info").orElse(root);
    html.element(
        "html",
        () -> {
          html.element("head", () -> head(info));
          html.element(
              "body",
              () -> {
                html.line("a", "To the text", "href", "#text", "class", "skip");
                html.element("header", () -> title(info));
                html.element("nav", this::contents, "aria-label", "Contents");
                html.element("main", () -> text(info), "id", "text");
              });
        },
        "lang",
        "en");
  }

  private void head(Part info) {
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.line("title", info.text("title") + " API");
    html.style(style);
  }

  private void title(Part info) {
    html.element(
        "h1",
        () -> html.text(info.text("title") + " ").line("small", "API " + info.text("version")));
    html.line("p", info.text("summary"));
    html.element(
        "p",
        () -> html.text("As a document: ").line("a", "/openapi", "href", "/openapi"),
        "class",
        "source");
  }

  private void contents() {
    html.element(
        "ul",
        () -> {
          item("#about", "About");
          for (Part tag : root.parts("tags")) {
            html.element(
                "li",
                () -> {
                  html.line("a", tag.text("name"), "href", "#tag-" + tag.text("name"));
                  html.element("ul", () -> operations(tag).forEach(this::item));
                });
          }
          item("#schemas", "Values");
        });
  }

  private void item(String target, String name) {
    html.element("li", () -> html.line("a", name, "href", target));
  }

  private void item(Operation operation) {
    html.element(
        "li",
        () ->
            html.element(
                "a",
                () -> new OperationView(html).line(operation),
                "href",
                operation.anchor(),
                "title",
                operation.part().text("summary")));
  }

  private void text(Part info) {
    html.element(
        "section",
        () -> {
          html.line("h2", "About");
          new Prose(html).write(info.text("description"));
        },
        "id",
        "about");
    for (Part tag : root.parts("tags")) {
      html.element(
          "section",
          () -> {
            html.line("h2", tag.text("name"));
            new Prose(html).write(tag.text("description"));
            operations(tag).forEach(each -> new OperationView(html).section(each, root));
          },
          "id",
          "tag-" + tag.text("name"));
    }
    html.element(
        "section",
        () -> {
          html.line("h2", "Values");
          root.part("components")
              .ifPresent(parts -> parts.map("schemas").forEach(new SchemaView(html)::section));
        },
        "id",
        "schemas");
  }

  private List<Operation> operations(Part tag) {
    List<Operation> operations = new ArrayList<>();
    root.map("paths")
        .forEach(
            (path, shared) ->
                METHODS.stream()
                    .sorted()
                    .filter(shared::has)
                    .forEach(
                        method ->
                            shared
                                .part(method)
                                .filter(part -> part.texts("tags").contains(tag.text("name")))
                                .ifPresent(
                                    part ->
                                        operations.add(
                                            new Operation(method, path, shared, part)))));
    return operations;
  }
}
