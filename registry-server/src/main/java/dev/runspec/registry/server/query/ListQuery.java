package dev.runspec.registry.server.query;

import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.View;
import dev.runspec.registry.server.http.Query;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of a list. Two that ask for the same are equal.
 *
 * @param kind which list
 * @param isActiveOnly only what lives
 * @param phrase a text to be found; null for none
 * @param hosts any of these; none for all
 * @param labels all of these
 * @param states any of these; none for all
 * @param filter an expression; null for none
 * @param limit most entries; null for as many as there are
 * @param cursor what was seen last; null to begin at the beginning
 */
public record ListQuery(
    ListKind kind,
    boolean isActiveOnly,
    @Nullable Phrase phrase,
    Set<HostName> hosts,
    Set<LabelSelector> labels,
    Set<InstanceState> states,
    @Nullable Filter filter,
    @Nullable Integer limit,
    @Nullable Cursor cursor) {

  /** What those ask for who send no parameter, which are most. */
  private static final Map<ListKind, ListQuery> ALL =
      Arrays.stream(ListKind.values())
          .collect(
              Collectors.toUnmodifiableMap(
                  kind -> kind, kind -> new ListParameters(Query.parse("")).read(kind)));

  public ListQuery {
    hosts = Set.copyOf(hosts);
    labels = Set.copyOf(labels);
    states = Set.copyOf(states);
  }

  /**
   * Reads it.
   *
   * @throws dev.runspec.registry.server.http.Refusal if a parameter has no value that it can have
   */
  public static ListQuery of(ListKind kind, Query query) {
    return query.isAbsent() ? everything(kind) : new ListParameters(query).read(kind);
  }

  private static ListQuery everything(ListKind kind) {
    return Objects.requireNonNull(ALL.get(kind), "every kind is in there");
  }

  /**
   * Reads a parameter that is true, false, 1 or 0 in any case.
   *
   * @throws dev.runspec.registry.server.http.Refusal if it is something else
   */
  public static boolean isSet(String name, Query query, boolean unlessSaid) {
    return query.isAbsent()
        ? unlessSaid
        : new ListParameters(query).yesOrNo(name).orElse(unlessSaid);
  }

  /** Whether it asks for the whole list. */
  public boolean isForAll() {
    return !isNarrowed() && limit == null && cursor == null;
  }

  /** Whether some entries may not be asked for. */
  boolean isNarrowed() {
    return phrase != null
        || !hosts.isEmpty()
        || !labels.isEmpty()
        || !states.isEmpty()
        || filter != null;
  }

  /** The tools and hosts that it asks about. */
  public View view(Catalog catalog) {
    return isActiveOnly ? catalog.live() : catalog.known();
  }
}
