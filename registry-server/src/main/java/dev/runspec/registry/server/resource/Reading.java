package dev.runspec.registry.server.resource;

import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.catalog.View;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Call;
import dev.runspec.registry.server.http.Problems;
import dev.runspec.registry.server.http.Refusal;
import dev.runspec.registry.server.query.ListQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What all reads share: which moment and which instances the caller asks about, and whether it has
 * the answer already.
 */
final class Reading {

  /** The header by which a write tells its revision, and a read asks for at least that. */
  static final String REVISION = "X-Registry-Revision";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Registry registry;

  Reading(Registry registry) {
    this.registry = registry;
  }

  /** Answers from the present catalogue, or from one that is as new as the caller's last write. */
  Answer answer(Call call, Function<Catalog, Answer> read) {
    Optional<String> asked = call.header(REVISION);
    if (asked.isEmpty()) {
      return read.apply(registry.catalog());
    }
    long revision;
    try {
      revision = Long.parseLong(asked.get().strip());
    } catch (NumberFormatException e) {
      throw Refusal.invalid("", "header " + REVISION + " is not a revision: expected a number");
    }
    return isReached(revision)
        ? read.apply(registry.catalog())
        : answered(read)
            .with("Warning", "110 - \"this replica has not seen revision " + revision + "\"");
  }

  /** What is not found may be what this replica has not seen: that answer is warned about, too. */
  private Answer answered(Function<Catalog, Answer> read) {
    try {
      return read.apply(registry.catalog());
    } catch (Refusal refusal) {
      return Problems.of(refusal);
    }
  }

  private boolean isReached(long revision) {
    try {
      return registry.awaitRevision(revision, LONGEST_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The parameter {@code active}: true, false, 1 or 0 in any case. */
  static boolean isActiveOnly(Call call, boolean unlessSaid) {
    return ListQuery.isSet("active", call.query(), unlessSaid);
  }

  /** The view that the caller asks for: live instances unless it says otherwise. */
  static View view(Call call, Catalog catalog) {
    return isActiveOnly(call, true) ? catalog.live() : catalog.known();
  }

  /** 200 with the body and its tag, or 304 to a caller that has it. */
  static Answer conditional(Call call, Representation body) {
    Answer answer =
        isHeld(call.headers("If-None-Match"), body.etag())
            ? Answer.empty(304)
            : Answer.json(body.bytes());
    return answer.with("ETag", body.etag());
  }

  private static boolean isHeld(List<String> tags, String etag) {
    for (String field : tags) {
      for (String tag : field.split(",", -1)) {
        String bare = tag.strip();
        if (bare.equals("*") || bare.equals(etag) || bare.equals("W/" + etag)) {
          return true;
        }
      }
    }
    return false;
  }
}
