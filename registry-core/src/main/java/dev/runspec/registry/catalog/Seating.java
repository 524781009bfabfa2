package dev.runspec.registry.catalog;

import dev.runspec.registry.Offer;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.json.HostEntryJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a view of many members at once, and from it the view of some of them: what both show is
 * kept once.
 */
final class Seating {

  private static final Comparator<Guest> IN_ORDER =
      Comparator.comparing(Guest::slot).thenComparing(Guest::member, View.SPEAKS_FIRST);

  private final List<Seat> seats;
  private final Map<ToolName, Offers> offers = new HashMap<>();
  private final View view;

  private Seating(List<Seat> seats, @Nullable Seating whole) {
    this.seats = seats;
    seats.forEach(seat -> seat.offers.forEach(offer -> offered(offer, seat)));
    List<ToolName> names = offers.keySet().stream().sorted().toList();
    List<Slot> slots = seats.stream().map(Seat::slot).toList();
    this.view =
        new View(
            SortedTree.of(slots, seats.stream().map(Seat::members).toList()),
            SortedTree.of(slots, seats.stream().map(Seat::entry).toList()),
            IndexedTree.of(names, names.stream().map(name -> group(name, whole)).toList()),
            (int) slots.stream().map(Slot::host).distinct().count());
  }

  /** A member and its slot, made once. */
  private record Guest(Slot slot, Member member) {}

  /** A slot, those who may speak there, and what the first of them says. */
  private record Seat(Slot slot, List<Member> members, Representation entry, List<Offer> offers) {

    static Seat of(Slot slot, List<Member> members) {
      Registration speaks = members.get(0).registration();
      List<Offer> offers = new ArrayList<>(speaks.publishedTools().size());
      for (Tool tool : speaks.publishedTools()) {
        offers.add(new Offer(speaks, tool));
      }
      return new Seat(
          slot,
          List.copyOf(members),
          Representation.of(HostEntryJson.write(members.get(0).hostEntry())),
          offers);
    }

    /** The same with only those members; null when none is left. */
    @Nullable Seat of(Predicate<Member> those) {
      List<Member> left = members.stream().filter(those).toList();
      if (left.size() == members.size()) {
        return this;
      }
      return left.isEmpty()
          ? null
          : left.get(0).equals(members.get(0))
              ? new Seat(slot, left, entry, offers)
              : of(slot, left);
    }
  }

  /** What is offered under one name, in the order of slots. */
  private static final class Offers {
    private final List<Slot> slots = new ArrayList<>();
    private final List<Offer> offers = new ArrayList<>();
    private @Nullable Group group;

    private @Nullable Slot last;
    private int times;

    void add(Slot slot, Offer offer) {
      times = slot.equals(last) ? times + 1 : 0;
      last = slot;
      slots.add(slot.again(times));
      offers.add(offer);
    }

    Group group() {
      Group known = group;
      if (known == null) {
        known = Group.of(slots, offers);
        group = known;
      }
      return known;
    }
  }

  /** Seats all of them. */
  static Seating of(Collection<Member> members) {
    List<Guest> guests = new ArrayList<>(members.size());
    members.forEach(member -> guests.add(new Guest(member.slot(), member)));
    guests.sort(IN_ORDER);
    List<Seat> seats = new ArrayList<>();
    List<Member> together = new ArrayList<>();
    for (int i = 0; i < guests.size(); i++) {
      Slot slot = guests.get(i).slot;
      together.add(guests.get(i).member);
      if (i + 1 == guests.size() || !guests.get(i + 1).slot.equals(slot)) {
        seats.add(Seat.of(slot, together));
        together.clear();
      }
    }
    return new Seating(seats, null);
  }

  /** Seats only those of them. */
  Seating of(Predicate<Member> those) {
    List<Seat> left = new ArrayList<>(seats.size());
    for (Seat seat : seats) {
      Seat some = seat.of(those);
      if (some != null) {
        left.add(some);
      }
    }
    return left.equals(seats) ? this : new Seating(left, this);
  }

  View view() {
    return view;
  }

  private void offered(Offer offer, Seat seat) {
    offers.computeIfAbsent(offer.tool().name(), name -> new Offers()).add(seat.slot, offer);
  }

  private Group group(ToolName name, @Nullable Seating whole) {
    Offers own = offers.getOrDefault(name, new Offers());
    Offers all = whole == null ? null : whole.offers.get(name);
    return all != null && own.offers.equals(all.offers) ? all.group() : own.group();
  }
}
