package dev.runspec.registry.simulation;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.catalog.View;
import dev.runspec.registry.engine.FeedEvent;
import dev.runspec.registry.engine.Place;
import dev.runspec.registry.engine.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who reads along, each in its own way, and notices what does not fit. */
public final class Watchers {

  /** How seldom the indexes are made anew, which costs more than all else. */
  private static final int SELDOM = 8;

  private static final int PAGE = 2;

  private final Random random;
  private final Function<Member, ?> shown;
  private final Map<InstanceId, Member> copy = new TreeMap<>();
  private @Nullable Place place;
  private long revision;

  private final List<InstanceId> walked = new ArrayList<>();
  private final Set<InstanceId> throughout = new HashSet<>();
  private @Nullable InstanceId cursor;

  Watchers(Random random) {
    this(random, Function.identity());
  }

  /**
   * Readers of a registry.
   *
   * @param shown what of an instance changes only by events
   */
  public Watchers(Random random, Function<Member, ?> shown) {
    this.random = random;
    this.shown = shown;
  }

  /** Another run: whoever read along reads afresh. */
  public void restarted(Registry registry) {
    place = registry.feed().latest();
    copy.clear();
    registry.feed().catalog().members().forEach(member -> copy.put(member.id(), member));
    beginWalk(registry.feed().catalog());
  }

  public void look(Registry registry) {
    Catalog catalog = registry.feed().catalog();
    Place at = place;
    if (at == null || at.isLost()) {
      restarted(registry);
    }
    must(catalog.revision() >= revision, "revisions go back from " + revision);
    revision = catalog.revision();
    follow(catalog);
    walk(catalog);
    if (random.nextInt(SELDOM) == 0) {
      index(catalog);
    }
  }

  /** The events make of the copy what the catalogue is. */
  private void follow(Catalog catalog) {
    Place at = Objects.requireNonNull(place);
    for (Place next = at.next(); next != null; next = next.next()) {
      must(
          next.position().revision() > at.position().revision(),
          "an event does not come after the one before it");
      FeedEvent event = Objects.requireNonNull(next.event());
      Member after = event.after();
      if (after == null) {
        copy.remove(event.change().id());
      } else {
        copy.put(after.id(), after);
      }
      at = next;
    }
    place = at;
    must(
        shown(copy.values()).equals(shown(catalog.members())),
        "a copy that follows the events has other instances than the catalogue");
  }

  private List<?> shown(Collection<Member> members) {
    return members.stream().map(shown).toList();
  }

  /** A few entries at a time, while things change: who is there throughout is seen once. */
  private void walk(Catalog catalog) {
    throughout.removeIf(id -> catalog.member(id) == null);
    int taken = 0;
    for (Member member : catalog.membersAfter(cursor)) {
      if (taken++ == PAGE) {
        return;
      }
      walked.add(member.id());
      cursor = member.id();
    }
    must(new HashSet<>(walked).size() == walked.size(), "a walk sees an entry twice: " + walked);
    must(walked.containsAll(throughout), "a walk saw " + walked + " and not all of " + throughout);
    beginWalk(catalog);
  }

  private void beginWalk(Catalog catalog) {
    walked.clear();
    cursor = null;
    throughout.clear();
    catalog.members().forEach(member -> throughout.add(member.id()));
  }

  /** The indexes, which changes made bit by bit, are those of the records. */
  private static void index(Catalog catalog) {
    Catalog made = Catalog.of(catalog.position(), catalog.members());
    same(catalog.live(), made.live(), "live");
    same(catalog.known(), made.known(), "known");
    must(catalog.liveCount() == made.liveCount(), "live instances are counted wrongly");
    must(catalog.tag().equals(made.tag()), "the tag of the instances is another one");
  }

  private static void same(View view, View made, String which) {
    same(view.tools(), made.tools(), "tools of " + which);
    same(view.hosts(), made.hosts(), "hosts of " + which);
  }

  private static void same(Representation one, Representation other, String what) {
    must(
        Arrays.equals(one.bytes(), other.bytes()) && one.etag().equals(other.etag()),
        "the " + what + " instances are not those of the records");
  }

  private static void must(boolean isSo, String otherwise) {
    if (!isSo) {
      throw new AssertionError(otherwise);
    }
  }
}
