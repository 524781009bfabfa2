package dev.runspec.registry.server.resource;

import dev.runspec.registry.server.document.ApiDocument;
import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Answer.Field;
import dev.runspec.registry.server.http.Call;
import dev.runspec.registry.server.http.Route;
import java.util.List;

/**
 * What can be asked of a registry, for programs and for people. Open to everybody: it is the same
 * for every registry of a release and tells nothing of this one, and whoever has no key yet reads
 * here what it is good for.
 */
final class DocumentResource {

  private static final String YAML = "application/yaml"; // RFC 9512
  private static final String HTML = "text/html; charset=utf-8";
  private static final Field VARY = new Field("Vary", "Accept");
  private static final Field NO_REFERRER = new Field("Referrer-Policy", "no-referrer");

  private DocumentResource() {}

  /** Made when somebody asks for it first: most starts are not for this. */
  private static final class Prepared {
    static final ApiDocument DOCUMENT = ApiDocument.bundled();
  }

  static List<Route> routes() {
    return List.of(
        Route.get("/openapi", Access.OPEN, DocumentResource::document),
        Route.get("/docs", Access.OPEN, DocumentResource::page));
  }

  private static Answer document(Call call) {
    ApiDocument document = Prepared.DOCUMENT;
    Answer answer =
        MediaRanges.of(call.headers("Accept")).prefer(Answer.JSON, YAML)
            ? EntityTags.conditional(call, Answer.JSON, document.json())
            : EntityTags.conditional(call, YAML, document.yaml());
    return answer.with(VARY);
  }

  private static Answer page(Call call) {
    ApiDocument document = Prepared.DOCUMENT;
    return EntityTags.conditional(call, HTML, document.page())
        .with("Content-Security-Policy", document.pagePolicy())
        .with(NO_REFERRER);
  }
}
