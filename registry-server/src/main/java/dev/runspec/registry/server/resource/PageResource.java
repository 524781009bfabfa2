package dev.runspec.registry.server.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Answer.Field;
import dev.runspec.registry.server.http.Call;
import dev.runspec.registry.server.http.Refusal;
import dev.runspec.registry.server.http.Route;
import dev.runspec.registry.server.web.Asset;
import dev.runspec.registry.server.web.Assets;
import java.util.List;
import java.util.Set;

/**
 * The live page for people. Open to everybody: its files are the same for every registry of a
 * release and tell nothing of this one. What it shows it asks for as any client does, with the key
 * that its reader types in when reads are protected.
 */
final class PageResource {

  private static final String HTML = "text/html";

  /** Views that are one page, and those of which there is one for each item as well. */
  private static final Set<String> VIEWS = Set.of("tools", "hosts", "instances", "events");

  private static final Set<String> VIEWS_OF_ITEMS = Set.of("tools", "instances");

  private static final Asset LINKS =
      new Asset(
          Answer.JSON,
          Representation.of(
              ("{\"ui\":\"/ui\",\"overview\":\"/overview\",\"tools\":\"/tools\",\"instances\":\"/instances\","
                      + "\"hosts\":\"/hosts\",\"events\":\"/events\",\"health\":\"/health\",\"metrics\":\"/metrics\","
                      + "\"openapi\":\"/openapi\",\"docs\":\"/docs\"}")
                  .getBytes(UTF_8)));

  private static final Field VARY = new Field("Vary", "Accept");
  private static final Field REVALIDATE = new Field("Cache-Control", "no-cache");
  private static final Field POLICY = new Field("Content-Security-Policy", Assets.POLICY);
  private static final Field NO_REFERRER = new Field("Referrer-Policy", "no-referrer");
  private static final Field ALONE = new Field("Cross-Origin-Opener-Policy", "same-origin");

  private PageResource() {}

  /** Read when somebody asks for it first: most starts are not for this. */
  private static final class Prepared {
    static final Assets ASSETS = Assets.bundled();
  }

  static List<Route> routes() {
    return List.of(
        Route.get("/", Access.OPEN, PageResource::root),
        Route.get("/ui", Access.OPEN, PageResource::page),
        Route.get("/ui/{view}", Access.OPEN, call -> page(call, VIEWS)),
        Route.get("/ui/{view}/{item}", Access.OPEN, call -> page(call, VIEWS_OF_ITEMS)),
        Route.get("/ui/assets/{file}", Access.OPEN, call -> asset(call, call.path("file"))),
        Route.get(
            "/ui/assets/{folder}/{file}",
            Access.OPEN,
            call -> asset(call, call.path("folder") + "/" + call.path("file"))));
  }

  /** A browser would rather have HTML than JSON; whoever does not care is no browser. */
  private static Answer root(Call call) {
    return MediaRanges.of(call.headers("Accept")).prefer(HTML, Answer.JSON)
        ? page(call).with(VARY)
        : file(call, LINKS).with(VARY);
  }

  private static Answer page(Call call, Set<String> views) {
    if (!views.contains(call.path("view"))) {
      throw nothing();
    }
    return page(call);
  }

  private static Answer page(Call call) {
    Asset page = Prepared.ASSETS.page();
    return file(call, page).with(POLICY).with(NO_REFERRER).with(ALONE);
  }

  private static Answer asset(Call call, String name) {
    Asset asset = Prepared.ASSETS.named(name);
    if (asset == null) {
      throw nothing();
    }
    return file(call, asset);
  }

  private static Answer file(Call call, Asset asset) {
    return EntityTags.conditional(call, asset.mediaType(), asset.content()).with(REVALIDATE);
  }

  private static Refusal nothing() {
    return new Refusal(ErrorCode.ROUTE_NOT_FOUND, "There is nothing at this path");
  }
}
