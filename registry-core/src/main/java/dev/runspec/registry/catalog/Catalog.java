package dev.runspec.registry.catalog;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that the registry knows, at one revision. Immutable: a reader that holds one sees one moment,
 * and a change makes the next.
 */
public final class Catalog {

  private final Position position;
  private final IndexedTree<InstanceId, Member> members;
  private final View live;
  private final View known;
  private final Census census;
  private volatile @Nullable String tag;
  private volatile @Nullable String activeTag;

  private Catalog(
      Position position,
      IndexedTree<InstanceId, Member> members,
      View live,
      View known,
      Census census) {
    this.position = position;
    this.members = members;
    this.live = live;
    this.known = known;
    this.census = census;
  }

  /** A catalogue of nothing, from which a course of changes starts. */
  public static Catalog empty(Position start) {
    return new Catalog(start, IndexedTree.empty(), View.EMPTY, View.EMPTY, Census.NOBODY);
  }

  /**
   * The catalogue of these members at this place: the same as they make one after the other, at a
   * fraction of the cost. Of several with one id, the last counts.
   */
  public static Catalog of(Position place, Collection<Member> members) {
    SortedMap<InstanceId, Member> byId = new TreeMap<>();
    members.forEach(member -> byId.put(member.id(), member));
    List<Member> inOrder = List.copyOf(byId.values());
    Seating known = Seating.of(inOrder);
    Seating live = known.of(Catalog::isServing);
    return new Catalog(
        place,
        IndexedTree.of(List.copyOf(byId.keySet()), inOrder),
        live.view(),
        known.view(),
        Census.of(inOrder));
  }

  /** Where in the course of changes this is. */
  public Position position() {
    return position;
  }

  /** How many changes led here; only grows. */
  public long revision() {
    return position.revision();
  }

  /** The instance of this id, however it stands. */
  public @Nullable Member member(InstanceId id) {
    return members.get(id);
  }

  /** All instances, ordered by id. */
  public List<Member> members() {
    List<Member> all = new ArrayList<>(members.size());
    members.forEach(all::add);
    return all;
  }

  /** The weak entity tag of {@link #members()}. */
  public String tag() {
    String known = tag;
    if (known == null) {
      known = InstanceTag.of(members());
      tag = known;
    }
    return known;
  }

  /** The weak entity tag of those that are there, draining ones among them. */
  public String activeTag() {
    String known = activeTag;
    if (known == null) {
      known = InstanceTag.of(members().stream().filter(Member::isLive).toList());
      activeTag = known;
    }
    return known;
  }

  /** The instances whose ids come after {@code id}, ordered by id; all of them after null. */
  public Iterable<Member> membersAfter(@Nullable InstanceId id) {
    return members.after(id);
  }

  /** The tools and hosts of live instances that are not draining. */
  public View live() {
    return live;
  }

  /** The tools and hosts of all instances. */
  public View known() {
    return known;
  }

  /** How many instances there are. */
  public int size() {
    return members.size();
  }

  /** How many of them are live, draining ones among them. */
  public int liveCount() {
    return census.live() + census.draining();
  }

  /** How many instances stand how. */
  public Census census() {
    return census;
  }

  /** The catalogue after {@code change}. */
  public Catalog after(Change change) {
    Member before = members.get(change.id());
    Member after = change.member();
    return new Catalog(
        position.at(change.revision()),
        after == null ? members.without(change.id()) : members.with(change.id(), after),
        live.replacing(ifServing(before), ifServing(after)),
        known.replacing(before, after),
        census.replacing(before, after));
  }

  /** The same at another place: for a copy of which it is found that its source counts anew. */
  public Catalog at(Position place) {
    return new Catalog(place, members, live, known, census);
  }

  private static @Nullable Member ifServing(@Nullable Member member) {
    return member != null && isServing(member) ? member : null;
  }

  private static boolean isServing(Member member) {
    return member.isLive() && !member.isDraining();
  }
}
