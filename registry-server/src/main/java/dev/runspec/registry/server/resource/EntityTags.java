package dev.runspec.registry.server.resource;

import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Answer.Field;
import dev.runspec.registry.server.http.Call;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Answers to callers that may have them already, or may take them compressed (RFC 9110). */
final class EntityTags {

  private static final Field VARY = new Field("Vary", "Accept-Encoding");
  private static final Field GZIP = new Field("Content-Encoding", "gzip");

  private EntityTags() {}

  /** 200 with this JSON and its strong tag, or 304 to a caller that has it. */
  static Answer conditional(Call call, Representation body) {
    return conditional(call, Answer.JSON, body);
  }

  /** 200 with this body and its strong tag, or 304 to a caller that has it. */
  static Answer conditional(Call call, String contentType, Representation body) {
    boolean isGzipped = body.isLarge() && takesGzip(call.headers("Accept-Encoding"));
    List<String> tags = call.headers("If-None-Match");
    Answer answer;
    if (isHeld(tags, body.etag()) || isHeld(tags, body.gzipEtag())) {
      answer = Answer.empty(304);
    } else if (isGzipped) {
      answer = Answer.of(200, contentType, body.gzip()).with(GZIP);
    } else {
      answer = Answer.of(200, contentType, body.bytes());
    }
    answer = answer.with("ETag", isGzipped ? body.gzipEtag() : body.etag());
    return body.isLarge() ? answer.with(VARY) : answer;
  }

  /** 200 with JSON that is made now and this weak tag, or 304 to a caller that has it. */
  static Answer conditional(Call call, String weakTag, Supplier<byte[]> body) {
    Answer answer =
        isHeld(call.headers("If-None-Match"), weakTag)
            ? Answer.empty(304)
            : Answer.json(body.get());
    return answer.with("ETag", weakTag);
  }

  /** By the weak comparison, which is that of {@code If-None-Match}. */
  private static boolean isHeld(List<String> fields, String etag) {
    if (fields.isEmpty()) {
      return false;
    }
    String opaque = opaque(etag);
    for (String field : fields) {
      for (String tag : field.split(",", -1)) {
        String bare = tag.strip();
        if (bare.equals("*") || opaque(bare).equals(opaque)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  private static boolean takesGzip(List<String> fields) {
    boolean takesAll = false;
    for (String field : fields) {
      for (String coding : field.split(",", -1)) {
        String[] parts = coding.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1);
        boolean isRefused = parts.length > 1 && parts[1].matches("q\\s*=\\s*0(\\.0*)?");
        if (parts[0].equals("gzip") || parts[0].equals("x-gzip")) {
          return !isRefused;
        }
        takesAll |= parts[0].equals("*") && !isRefused;
      }
    }
    return takesAll;
  }
}
