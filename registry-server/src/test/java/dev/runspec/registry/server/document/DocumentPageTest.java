package dev.runspec.registry.server.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/** The page tells all of the document, and nothing in a document becomes more than text. */
class DocumentPageTest {

  private static final PageStyle STYLE = new PageStyle("p { color: red; }");

  private final ApiDocument document = ApiDocument.bundled();
  private final String page = document.page().toString();

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(each -> each.group(1)).toList();
  }

  @Test
  void everyOperationAndEverySchemaStandsThere() {
    String yaml = document.yaml().toString();
    for (String id : all("operationId: (\\w+)", yaml)) {
      assertThat(page).contains("<article id=\"" + id + "\">");
    }
    List<String> schemas = all("(?m)^    (\\w+):$", yaml.substring(yaml.indexOf("\n  schemas:")));
    assertThat(schemas).hasSizeGreaterThan(15);
    for (String schema : schemas) {
      assertThat(page).contains("<article id=\"schema-" + schema + "\">");
    }
  }

  @Test
  void everyLinkLeadsSomewhere() {
    Set<String> anchors = new HashSet<>(all(" id=\"([^\"]+)\"", page));
    assertThat(all(" id=\"([^\"]+)\"", page)).doesNotHaveDuplicates();
    for (String target : all(" href=\"([^\"]+)\"", page)) {
      assertThat(target.equals("/openapi") || anchors.contains(target.substring(1)))
          .as(target)
          .isTrue();
    }
  }

  @Test
  void itNeedsNothingFromElsewhereAndRunsNothing() {
    assertThat(page)
        .doesNotContain("<script", "<link", "<img", "<iframe", "@import", "url(", " style=")
        .doesNotContainPattern("<[^>]* on[a-z]+=");
  }

  @Test
  void itsPolicyLetsItsOwnStyleThroughAndNothingElse() throws Exception {
    String css = all("(?s)<style>(.*?)</style>", page).get(0);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(css.getBytes(UTF_8));
    assertThat(document.pagePolicy())
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(digest)
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  @Test
  void itsElementsAreNestedWell() throws Exception {
    String xml = page.substring(page.indexOf("<html")).replaceAll("(<meta[^>]*)>", "$1/>");
    XMLStreamReader reader =
        XMLInputFactory.newFactory().createXMLStreamReader(new StringReader(xml));
    int elements = 0;
    while (reader.hasNext()) {
      elements += reader.next() == XMLStreamConstants.START_ELEMENT ? 1 : 0;
    }
    assertThat(elements).isGreaterThan(1000);
  }

  /** A document with this text wherever there may be one. */
  private static String hostile(String text) {
    String quoted = "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    String yaml =
        """
        openapi: 3.1.0
        info: {title: X, summary: X, version: X, description: X}
        security: [{}]
        tags: [{name: X, description: X}]
        paths:
          X:
            get:
              tags: [X]
              operationId: X
              summary: X
              description: X
              parameters:
                - {name: X, in: X, description: X, schema: {type: X, pattern: X, default: X, enum: [X]}, example: X}
              requestBody:
                content: {X: {schema: {$ref: '#/components/schemas/S'}, examples: {X: {summary: X, value: {X: X}}}}}
              responses:
                X: {description: X, headers: {X: {description: X, schema: {const: X}}}}
        components:
          schemas:
            S: {description: X, type: X, properties: {X: {type: array, items: {type: X}, description: X}}}
            X: {description: X}
        """;
    return ApiDocument.of(
            yaml.replaceAll("\\bX\\b", Matcher.quoteReplacement(quoted)).getBytes(UTF_8), STYLE)
        .page()
        .toString();
  }

  @Test
  void whatADocumentSaysStaysText() {
    String harmless = tags(hostile("word"));
    for (String text :
        List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "</style><script>",
            "</pre><!--",
            "]]>&lt;script>",
            "javascript:alert(1)")) {
      String page = hostile(text);
      assertThat(tags(page)).as(text).isEqualTo(harmless);
      assertThat(page)
          .contains(
              text.replace("&", "&amp;")
                  .replace("<", "&lt;")
                  .replace(">", "&gt;")
                  .replace("\"", "&quot;")
                  .replace("'", "&#39;"));
    }
  }

  /** The names of all elements and their attributes, in order. */
  private static String tags(String page) {
    List<String> tags = new ArrayList<>();
    for (MatchResult tag :
        Pattern.compile("<(/?[^\\s>]+)([^>]*)>").matcher(page).results().toList()) {
      tags.add(tag.group(1) + tag.group(2).replaceAll("=\"[^\"]*\"", ""));
    }
    return String.join(" ", tags);
  }

  @Test
  void linksLeadNowhereElse() {
    for (String target :
        List.of("javascript:alert(1)", "//evil.example", "https://evil.example", "data:x", "x")) {
      assertThatThrownBy(() -> new Markup().line("a", "x", "href", target))
          .as(target)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Markup().line("p", "x", "onclick", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Markup().line("script", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PageStyle("</style>"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void descriptionsHaveParagraphsListsHeadingsCodeAndEmphasis() {
    Markup html = new Markup();
    new Prose(html)
        .write(
            "One `a<b` *two*\nlines, 2 * 3 * 4.\n\n## Head\nText\n\n- first\n  goes on\n- `second`\n");
    assertThat(html.toString())
        .endsWith(
            "<p>One <code>a&lt;b</code> <em>two</em> lines, 2 * 3 * 4.</p><h3>Head</h3><p>Text</p>"
                + "<ul><li>first goes on</li><li><code>second</code></li></ul>");
  }

  @Test
  void examplesAreJsonThatFitsIntoItsLines() {
    Markup html = new Markup();
    new JsonView(html)
        .write(
            List.of(
                Map.of("a", 1772366400.25, "b", List.of(true, "x\"y")),
                List.of(),
                "long ".repeat(20)));
    String text = html.toString().replaceAll("<[^>]*>", "").replace("&quot;", "\"").strip();
    assertThat(text)
        .startsWith("[\n  {")
        .contains("1772366400.25", "[true, \"x\\\"y\"]", "\n  [],\n");
  }
}
