package dev.runspec.registry.server.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.Sha256;
import java.util.Base64;

/**
 * The style of a page, which stands in the page itself.
 *
 * @param css the style sheet; it cannot end its element early
 */
record PageStyle(String css) {

  PageStyle {
    if (css.contains("</")) {
      throw new IllegalArgumentException("style sheet ends its element");
    }
  }

  static PageStyle of(byte[] utf8) {
    return new PageStyle(new String(utf8, UTF_8).strip());
  }

  /** Lets a page have this style, known by its hash, and nothing else whatever (CSP level 2). */
  String policy() {
    return "default-src 'none'; style-src 'sha256-"
        + sha256()
        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private String sha256() {
    return Base64.getEncoder().encodeToString(Sha256.of(css));
  }
}
