package dev.runspec.registry.client;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A list that is read page by page while it is walked through, by one thread at a time. */
final class PagedList<T> extends AbstractSpliterator<T> {

  private final Function<PageEndpoint<T>, Page<T>> ask;
  private final Set<String> asked = new HashSet<>();
  private @Nullable ListEndpoint<T> next;
  private Iterator<T> items = List.<T>of().iterator();

  private PagedList(ListEndpoint<T> first, Function<PageEndpoint<T>, Page<T>> ask) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.next = first;
    this.ask = ask;
  }

  /**
   * A stream of the whole list that asks for a page when it is needed.
   *
   * @param pageSize how much to ask for at once
   * @param ask asks for one page
   */
  static <T> Stream<T> stream(
      ListEndpoint<T> list, int pageSize, Function<PageEndpoint<T>, Page<T>> ask) {
    String limit = "limit=" + pageSize;
    ListEndpoint<T> first = list.at(list.query().isEmpty() ? limit : list.query() + "&" + limit);
    return StreamSupport.stream(new PagedList<>(first, ask), false);
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    while (!items.hasNext()) {
      if (next == null) {
        return false;
      }
      turnPage(next);
    }
    action.accept(items.next());
    return true;
  }

  private void turnPage(ListEndpoint<T> list) {
    asked.add(list.query());
    Page<T> page = ask.apply(new PageEndpoint<>(list, asked));
    items = page.items().iterator();
    next = page.next().map(list::at).orElse(null);
  }
}
