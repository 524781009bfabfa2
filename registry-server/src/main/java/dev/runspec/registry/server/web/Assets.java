package dev.runspec.registry.server.web;

import dev.runspec.registry.catalog.Representation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All files of the page, by the names under which they are asked for. There are no others: a name
 * is looked up and never made into a path.
 */
public final class Assets {

  /** The Content-Security-Policy under which the page works: nothing but its own files and API. */
  public static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types lit-html";

  private static final String OURS = "/web/";
  private static final String LIT = "/META-INF/resources/webjars/lit-html/3.3.2/";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SVG = "image/svg+xml";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Asset page;
  private final Map<String, Asset> byName = new HashMap<>();

  private Assets() {
    page = new Asset(HTML, read(OURS + "index.html"));
    add(CSS, OURS, "style.css");
    add(SVG, OURS, "icon.svg");
    for (String script :
        new String[] {
          "app.js",
          "keyboard.js",
          "parts/agents.js",
          "parts/badges.js",
          "parts/changes.js",
          "parts/chart.js",
          "parts/copy.js",
          "parts/dialogs.js",
          "parts/filters.js",
          "parts/form.js",
          "parts/json.js",
          "parts/list.js",
          "parts/notes.js",
          "parts/quote.js",
          "parts/schema.js",
          "parts/text.js",
          "parts/variants.js",
          "router.js",
          "shell.js",
          "store/actions.js",
          "store/api.js",
          "store/clock.js",
          "store/feed.js",
          "store/history.js",
          "store/instances.js",
          "store/key.js",
          "store/numbers.js",
          "store/refresher.js",
          "store/signal.js",
          "store/stream.js",
          "store/tools.js",
          "views/events.js",
          "views/hosts.js",
          "views/instance.js",
          "views/instances.js",
          "views/overview.js",
          "views/tool.js",
          "views/tools.js"
        }) {
      add(JAVASCRIPT, OURS, script);
    }
    for (String script :
        new String[] {
          "lit-html.js", "directive.js", "directive-helpers.js", "directives/repeat.js"
        }) {
      add(JAVASCRIPT, LIT, script);
    }
    byName.put("lit-html-license.txt", new Asset(TEXT, read(LIT + "LICENSE")));
  }

  /** The files of this release. */
  public static Assets bundled() {
    return new Assets();
  }

  /** The one page; which view it shows, its script finds in the address. */
  public Asset page() {
    return page;
  }

  /** The file of this name; null when there is none. */
  public @Nullable Asset named(String name) {
    return byName.get(name);
  }

  private void add(String mediaType, String folder, String name) {
    byName.put(name, new Asset(mediaType, read(folder + name)));
  }

  private static Representation read(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program is incomplete: it has no " + resource);
      }
      return Representation.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
