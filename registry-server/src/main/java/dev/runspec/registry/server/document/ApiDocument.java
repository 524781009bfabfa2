package dev.runspec.registry.server.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.catalog.Representation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The contract of the registry as an OpenAPI 3.1 document, in all the forms in which it is given
 * away. Made once.
 *
 * @param yaml as it is written
 * @param json the same as JSON
 * @param page the same as HTML
 * @param pagePolicy the Content-Security-Policy under which the page works
 */
public record ApiDocument(
    Representation yaml, Representation json, Representation page, String pagePolicy) {

  private static final String DOCUMENT = "/openapi.yaml";
  private static final String STYLE = "/openapi.css";

  /** The document that belongs to this registry. */
  public static ApiDocument bundled() {
    return of(resource(DOCUMENT), PageStyle.of(resource(STYLE)));
  }

  /** A document of this text. */
  static ApiDocument of(byte[] yaml, PageStyle style) {
    Part root = Part.root(new Yaml(new SafeConstructor(new LoaderOptions())).load(text(yaml)));
    return new ApiDocument(
        Representation.of(yaml),
        Representation.of(root.json()),
        Representation.of(DocumentPage.of(root, style).getBytes(UTF_8)),
        style.policy());
  }

  private static String text(byte[] utf8) {
    return new String(utf8, UTF_8);
  }

  private static byte[] resource(String name) {
    try (InputStream in = ApiDocument.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program is incomplete: it has no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
