package dev.runspec.registry.server.query;

import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Query;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some entries of a list.
 *
 * @param content the entries
 * @param next where the next page begins; null when there is none
 */
public record Page<T>(T content, @Nullable Cursor next) {

  /** The first of these entries, at most {@code limit} of them unless that is null. */
  static <T> Page<List<T>> of(
      Stream<T> entries, @Nullable Integer limit, Function<T, Cursor> cursor) {
    List<T> page = new ArrayList<>();
    for (Iterator<T> rest = entries.iterator(); rest.hasNext(); ) {
      T next = rest.next();
      if (limit != null && page.size() == limit) {
        return new Page<>(page, cursor.apply(page.get(limit - 1)));
      }
      page.add(next);
    }
    return new Page<>(page, null);
  }

  /** The answer that tells where the next page is, if there is one (RFC 8288). */
  public Answer linked(Query asked, Answer answer) {
    return next == null
        ? answer
        : answer.with(
            "Link", "<" + asked.referenceWith("cursor", next.toString()) + ">; rel=\"next\"");
  }
}
