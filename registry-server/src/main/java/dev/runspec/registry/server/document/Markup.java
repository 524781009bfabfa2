package dev.runspec.registry.server.document;

import java.util.Set;

/**
 * HTML that grows. Whatever text it is given stays text: nothing that is said in a document can
 * become an element, an attribute or a script.
 */
final class Markup {

  /** Elements that have no end tag. */
  private static final Set<String> VOID = Set.of("meta", "br");

  private final StringBuilder html = new StringBuilder("<!DOCTYPE html>\n");

  /** One element with this content. Attributes come as name, value, name, value. */
  Markup element(String name, Runnable content, String... attributes) {
    start(name, attributes);
    content.run();
    html.append("</").append(name).append('>');
    return this;
  }

  /** One element with this text in it. */
  Markup line(String name, String text, String... attributes) {
    return element(name, () -> text(text), attributes);
  }

  /** One element that has no content. */
  Markup empty(String name, String... attributes) {
    if (!VOID.contains(name)) {
      throw new IllegalArgumentException("element may have content: " + name);
    }
    start(name, attributes);
    return this;
  }

  /** A style sheet, which HTML takes as it is. */
  Markup style(PageStyle style) {
    html.append("<style>").append(style.css()).append("</style>");
    return this;
  }

  Markup text(String text) {
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      switch (unit) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(unit);
      }
    }
    return this;
  }

  private void start(String name, String... attributes) {
    html.append('<').append(named(name));
    for (int at = 0; at < attributes.length; at += 2) {
      String attribute = named(attributes[at]);
      String value = attributes[at + 1];
      if (attribute.equals("href") && !value.startsWith("#") && !value.matches("/[a-z]*")) {
        throw new IllegalArgumentException("link leads out of the registry: " + value);
      }
      html.append(' ').append(attribute).append("=\"");
      text(value);
      html.append('"');
    }
    html.append('>');
  }

  private static String named(String name) {
    if (!name.matches("[a-z][a-z0-9-]*") || name.startsWith("on") || name.equals("script")) {
      throw new IllegalArgumentException("not a name of ours: " + name);
    }
    return name;
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
