package dev.runspec.registry.server.query;

import dev.runspec.registry.Offer;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Group;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.catalog.Slot;
import dev.runspec.registry.catalog.View;
import dev.runspec.registry.server.http.Refusal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a caller gets who asks for a part of a list, or for all of it. */
public final class Lists {

  /** Some tenths of a second at the very most, with patterns that are made to be slow. */
  private static final long MOST_WORK = 50_000_000;

  private final RecentPages recent = new RecentPages();

  /** Groups of tools, each with the hosts that are asked for. */
  public Page<Representation> tools(Catalog catalog, ListQuery query) {
    return query.isForAll()
        ? new Page<>(query.view(catalog).tools(), null)
        : recent.page(catalog, query, () -> bounded(work -> someTools(catalog, query, work)));
  }

  /** The same tools as values: of each, those who offer it and are asked for. */
  public static Page<List<List<Offer>>> offers(Catalog catalog, ListQuery query) {
    return bounded(
        work -> {
          OfferSelection selection = new OfferSelection(query, catalog, work);
          Cursor cursor = query.cursor();
          Stream<List<Offer>> rest =
              stream(query.view(catalog).groupsAfter(cursor == null ? null : cursor.tool()))
                  .map(group -> offers(group, query, selection))
                  .filter(offers -> !offers.isEmpty());
          return Page.of(rest, query.limit(), offers -> Cursor.after(offers.get(0).tool().name()));
        });
  }

  private static List<Offer> offers(Group group, ListQuery query, OfferSelection selection) {
    return query.isNarrowed()
        ? group.offers().stream().filter(selection.ofGroup()).toList()
        : group.offers();
  }

  /** Hosts and the agents on them. */
  public Page<Representation> hosts(Catalog catalog, ListQuery query) {
    return query.isForAll()
        ? new Page<>(query.view(catalog).hosts(), null)
        : recent.page(catalog, query, () -> bounded(work -> someHosts(catalog, query, work)));
  }

  /** Instances, ordered by id. */
  public static Page<List<Member>> instances(Catalog catalog, ListQuery query) {
    return bounded(
        work -> {
          AgentSelection selection = new AgentSelection(query, work);
          Cursor cursor = query.cursor();
          Stream<Member> rest =
              stream(catalog.membersAfter(cursor == null ? null : cursor.instance()))
                  .filter(member -> member.isLive() || !query.isActiveOnly())
                  .filter(selection::holds);
          return Page.of(rest, query.limit(), member -> Cursor.after(member.id()));
        });
  }

  private static Page<Representation> someTools(Catalog catalog, ListQuery query, Work work) {
    OfferSelection selection = new OfferSelection(query, catalog, work);
    Cursor cursor = query.cursor();
    Stream<Entry<ToolName>> rest =
        stream(query.view(catalog).groupsAfter(cursor == null ? null : cursor.tool()))
            .flatMap(group -> entry(group, query, selection));
    return array(Page.of(rest, query.limit(), entry -> Cursor.after(entry.key())));
  }

  private static Stream<Entry<ToolName>> entry(
      Group group, ListQuery query, OfferSelection selection) {
    Representation body = query.isNarrowed() ? group.bodyOf(selection.ofGroup()) : group.body();
    return body == null ? Stream.empty() : Stream.of(new Entry<>(group.name(), body));
  }

  private static Page<Representation> someHosts(Catalog catalog, ListQuery query, Work work) {
    AgentSelection selection = new AgentSelection(query, work);
    View view = query.view(catalog);
    Cursor cursor = query.cursor();
    Stream<Entry<Slot>> rest =
        view.speakersAfter(cursor == null ? null : cursor.slot())
            .filter(selection::holds)
            .map(member -> new Entry<>(member.slot(), view.hostEntry(member)));
    return array(Page.of(rest, query.limit(), entry -> Cursor.after(entry.key())));
  }

  /** One entry of a list and its place in there. */
  private record Entry<K>(K key, Representation body) {}

  private static <K> Page<Representation> array(Page<List<Entry<K>>> page) {
    List<Representation> bodies = page.content().stream().map(Entry::body).toList();
    return new Page<>(Representation.array(bodies), page.next());
  }

  private static <T> Stream<T> stream(Iterable<T> entries) {
    return StreamSupport.stream(entries.spliterator(), false);
  }

  private static <T> Page<T> bounded(Function<Work, Page<T>> list) {
    try {
      return list.apply(new Work(MOST_WORK));
    } catch (Work.UsedUp e) {
      throw Refusal.invalid(
          "",
          "query parameters filter and q: expected less work for one request, found too much;"
              + " narrow the list with host= or label=, or make the patterns simpler");
    }
  }
}
