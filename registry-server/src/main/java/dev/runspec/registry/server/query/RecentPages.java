package dev.runspec.registry.server.query;

import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Representation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pages that somebody asked for since the last change, for the next one who asks for the same.
 * Bounded in number and in bytes, and all gone with the next change. Used by all threads.
 */
final class RecentPages {

  private static final int MOST_PAGES = 256;
  private static final long MOST_BYTES = 16 << 20;

  private volatile @Nullable Pages latest;

  /** The pages of one moment. */
  private record Pages(
      Catalog catalog,
      Map<ListQuery, Page<Representation>> byQuery,
      AtomicInteger places,
      AtomicLong bytes) {

    static Pages of(Catalog catalog) {
      return new Pages(
          catalog,
          new ConcurrentHashMap<>(),
          new AtomicInteger(MOST_PAGES),
          new AtomicLong(MOST_BYTES));
    }

    void keep(ListQuery query, Page<Representation> page) {
      int length = page.content().bytes().length;
      if (places.decrementAndGet() >= 0 && bytes.addAndGet(-length) >= 0) {
        byQuery.put(query, page);
      }
    }
  }

  /** The page that answers {@code query} at this moment. */
  Page<Representation> page(
      Catalog catalog, ListQuery query, Supplier<Page<Representation>> otherwise) {
    Pages pages = latest;
    if (pages == null || pages.catalog() != catalog) {
      pages = Pages.of(catalog);
      latest = pages;
    }
    Page<Representation> known = pages.byQuery().get(query);
    if (known == null) {
      known = otherwise.get();
      pages.keep(query, known);
    }
    return known;
  }
}
