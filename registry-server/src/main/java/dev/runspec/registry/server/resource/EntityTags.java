package dev.runspec.registry.server.resource;

import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Answer.Field;
import dev.runspec.registry.server.http.Call;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers to callers that may have them already, or may take them compressed (RFC 9110). */
final class EntityTags {

  private static final Field VARY = new Field("Vary", "Accept-Encoding");
  private static final Pattern NO_WEIGHT =
      Pattern.compile("\\G;\\s*q\\s*=\\s*0(\\.0*)?\\s*(;|$)", Pattern.CASE_INSENSITIVE);
  private static final Field GZIP = new Field("Content-Encoding", "gzip");

  private EntityTags() {}

  /** 200 with this JSON and its strong tag, or 304 to a caller that has it. */
  static Answer conditional(Call call, Representation body) {
    return conditional(call, body.sent(Answers.class, Answers::json), body);
  }

  /** 200 with this body and its strong tag, or 304 to a caller that has it. */
  static Answer conditional(Call call, String contentType, Representation body) {
    return conditional(call, new Answers(contentType, body), body);
  }

  private static Answer conditional(Call call, Answers answers, Representation body) {
    boolean isGzipped = body.isLarge() && takesGzip(call.headers("Accept-Encoding"));
    List<String> tags = call.headers("If-None-Match");
    boolean isHeld =
        !tags.isEmpty() && (isHeld(tags, body.etag()) || isHeld(tags, body.gzipEtag()));
    return isGzipped ? answers.gzipped(isHeld) : isHeld ? answers.unchanged : answers.whole;
  }

  /** Everything that one body is ever answered with, made once and not for every read. */
  private static final class Answers {

    private final String contentType;
    private final Representation body;
    private final Answer whole;
    private final Answer unchanged;
    private volatile @Nullable Answer gzipped;

    Answers(String contentType, Representation body) {
      this.contentType = contentType;
      this.body = body;
      this.whole = tagged(Answer.of(200, contentType, body.bytes()), body.etag());
      this.unchanged = tagged(Answer.empty(304), body.etag());
    }

    static Answers json(Representation body) {
      return new Answers(Answer.JSON, body);
    }

    Answer gzipped(boolean isHeld) {
      if (isHeld) {
        return tagged(Answer.empty(304), body.gzipEtag());
      }
      Answer known = gzipped;
      if (known == null) {
        known = tagged(Answer.of(200, contentType, body.gzip()).with(GZIP), body.gzipEtag());
        gzipped = known;
      }
      return known;
    }

    private Answer tagged(Answer answer, String etag) {
      Answer tagged = answer.with("ETag", etag);
      return body.isLarge() ? tagged.with(VARY) : tagged;
    }
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
    String opaque = opaque(etag);
    for (String field : fields) {
      if (field.equals(etag)) {
        return true;
      }
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
        int semicolon = coding.indexOf(';');
        String name = coding.substring(0, semicolon < 0 ? coding.length() : semicolon).strip();
        boolean isRefused = semicolon >= 0 && NO_WEIGHT.matcher(coding).find(semicolon);
        if (name.equalsIgnoreCase("gzip") || name.equalsIgnoreCase("x-gzip")) {
          return !isRefused;
        }
        takesAll |= name.equals("*") && !isRefused;
      }
    }
    return takesAll;
  }
}
