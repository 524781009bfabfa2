package dev.runspec.registry.catalog;

import dev.runspec.registry.HostEntry;
import dev.runspec.registry.Offer;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.json.HostEntryJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The tools and hosts that a reader sees: those of live instances, or of all that are known. Of
 * several instances in one slot one speaks: first by how they stand (live, draining, stale, gone),
 * then one that published tools before one that has not yet, then the one heard of last. Immutable.
 */
public final class View {

  static final View EMPTY =
      new View(SortedTree.empty(), SortedTree.empty(), IndexedTree.empty(), 0);

  static final Comparator<Member> SPEAKS_FIRST =
      Comparator.comparing(Member::state)
          .thenComparing(member -> member.registration().tools() == null)
          .thenComparing(Member::heard, Comparator.reverseOrder())
          .thenComparing(Member::id);

  /** By slot, all instances that may speak there, the one that does first. */
  private final SortedTree<Slot, List<Member>> slots;

  private final SortedTree<Slot, Representation> hosts;
  private final IndexedTree<ToolName, Group> tools;
  private final int machines;
  private volatile @Nullable Representation toolsBody;
  private volatile @Nullable Representation hostsBody;

  View(
      SortedTree<Slot, List<Member>> slots,
      SortedTree<Slot, Representation> hosts,
      IndexedTree<ToolName, Group> tools,
      int machines) {
    this(slots, hosts, tools, machines, null);
  }

  private View(
      SortedTree<Slot, List<Member>> slots,
      SortedTree<Slot, Representation> hosts,
      IndexedTree<ToolName, Group> tools,
      int machines,
      @Nullable Representation toolsBody) {
    this.slots = slots;
    this.hosts = hosts;
    this.tools = tools;
    this.machines = machines;
    this.toolsBody = toolsBody;
  }

  /** The group of this tool as JSON; null if nobody has it. */
  public @Nullable Representation tool(ToolName name) {
    Group group = tools.get(name);
    return group == null ? null : group.body();
  }

  /** All groups, ordered by name, as a JSON array. */
  public Representation tools() {
    Representation known = toolsBody;
    if (known == null) {
      List<Representation> groups = new ArrayList<>(tools.size());
      tools.forEach(group -> groups.add(group.body()));
      known = Representation.array(groups);
      toolsBody = known;
    }
    return known;
  }

  /** One entry per slot, ordered by host and agent, as a JSON array. */
  public Representation hosts() {
    Representation known = hostsBody;
    if (known == null) {
      List<Representation> entries = new ArrayList<>(hosts.size());
      hosts.forEach(entries::add);
      known = Representation.array(entries);
      hostsBody = known;
    }
    return known;
  }

  /** The instances that speak for their slots, ordered by host and agent. */
  public List<Member> speakers() {
    List<Member> speakers = new ArrayList<>(slots.size());
    slots.forEach(members -> speakers.add(members.get(0)));
    return speakers;
  }

  /** All groups as values, ordered by name. */
  public List<ToolGroup> toolGroups() {
    List<ToolGroup> groups = new ArrayList<>(tools.size());
    tools.forEach(group -> groups.add(group.value()));
    return groups;
  }

  /** One entry per slot, ordered by host and agent. */
  public List<HostEntry> hostEntries() {
    return speakers().stream().map(Member::hostEntry).toList();
  }

  /** The names of the tools that do not read as in {@code before}, in order. */
  public List<ToolName> differencesFrom(View before) {
    return tools.differencesFrom(before.tools, Group::readsAs);
  }

  /** The group of this tool; null if nobody has it. */
  public @Nullable Group group(ToolName name) {
    return tools.get(name);
  }

  /** The groups whose names come after {@code name}, ordered by name; all of them after null. */
  public Iterable<Group> groupsAfter(@Nullable ToolName name) {
    return tools.after(name);
  }

  /**
   * Who speaks for the slots that come after {@code slot}, in order; for all of them after null.
   */
  public Stream<Member> speakersAfter(@Nullable Slot slot) {
    return StreamSupport.stream(slots.after(slot).spliterator(), false)
        .map(members -> members.get(0));
  }

  /** The entry in {@link #hosts()} of one that speaks here. */
  public Representation hostEntry(Member speaker) {
    Representation entry = hosts.get(speaker.slot());
    if (entry == null) {
      throw new IllegalArgumentException("nobody speaks for " + speaker.slot());
    }
    return entry;
  }

  /** How many tool names there are. */
  public int toolCount() {
    return tools.size();
  }

  /** How many slots there are. */
  public int hostCount() {
    return slots.size();
  }

  /** How many hosts there are, however many agents each of them has. */
  public int machineCount() {
    return machines;
  }

  /**
   * The view after {@code before} gave way to {@code after}; null stands for one that is not to be
   * seen here.
   */
  View replacing(@Nullable Member before, @Nullable Member after) {
    View next = this;
    if (before != null && (after == null || !before.slot().equals(after.slot()))) {
      next = next.reseated(before.slot(), before, null);
      before = null;
    }
    return after == null ? next : next.reseated(after.slot(), before, after);
  }

  private View reseated(Slot slot, @Nullable Member before, @Nullable Member after) {
    List<Member> known = slots.get(slot);
    List<Member> seated = new ArrayList<>(known == null ? List.of() : known);
    Member spoke = seated.isEmpty() ? null : seated.get(0);
    if (before != null) {
      seated.removeIf(member -> member.id().equals(before.id()));
    }
    if (after != null) {
      seated.add(after);
      seated.sort(SPEAKS_FIRST);
    }
    Member speaks = seated.isEmpty() ? null : seated.get(0);
    SortedTree<Slot, List<Member>> nextSlots =
        speaks == null ? slots.without(slot) : slots.with(slot, List.copyOf(seated));
    int nextMachines = machines;
    if ((known == null) != (speaks == null) && isAlone(slot, known == null ? slots : nextSlots)) {
      nextMachines += speaks == null ? -1 : 1;
    }
    if (speaks == null) {
      return new View(
          nextSlots, hosts.without(slot), withdrawn(slot, spoke, null), nextMachines, null);
    }
    if (spoke != null && spoke.registration().equals(speaks.registration())) {
      View same = new View(nextSlots, hosts, tools, nextMachines, toolsBody);
      same.hostsBody = hostsBody;
      return same;
    }
    Representation entry = Representation.of(HostEntryJson.write(speaks.hostEntry()));
    IndexedTree<ToolName, Group> groups = withdrawn(slot, spoke, speaks);
    View next = new View(nextSlots, hosts.with(slot, entry), groups, nextMachines, null);
    next.toolsBody = readSame(spoke, speaks, groups) ? toolsBody : null;
    Representation entryBefore = hosts.get(slot);
    next.hostsBody =
        entryBefore != null && entryBefore.etag().equals(entry.etag()) ? hostsBody : null;
    return next;
  }

  /** Whether no other agent has a slot on this host, among {@code others} without it. */
  private static boolean isAlone(Slot slot, SortedTree<Slot, List<Member>> others) {
    Iterator<List<Member>> next =
        others.after(new Slot(slot.host(), "", Integer.MIN_VALUE)).iterator();
    return !next.hasNext() || !next.next().get(0).registration().host().equals(slot.host());
  }

  /** Whether the groups of whoever spoke and speaks are read as they were. */
  private boolean readSame(
      @Nullable Member spoke, Member speaks, IndexedTree<ToolName, Group> groups) {
    return Stream.concat(
            speaks.registration().publishedTools().stream(),
            spoke == null ? Stream.empty() : spoke.registration().publishedTools().stream())
        .allMatch(
            tool -> {
              Group before = tools.get(tool.name());
              Group after = groups.get(tool.name());
              return before != null && after != null && after.readsAs(before);
            });
  }

  /** The groups when {@code speaks} offers in the place of {@code spoke}. */
  private IndexedTree<ToolName, Group> withdrawn(
      Slot slot, @Nullable Member spoke, @Nullable Member speaks) {
    IndexedTree<ToolName, Group> next = tools;
    Map<ToolName, Integer> times = new HashMap<>();
    if (speaks != null) {
      for (Tool tool : speaks.registration().publishedTools()) {
        int time = times.merge(tool.name(), 1, Integer::sum) - 1;
        Group group = next.get(tool.name());
        Offer offer = new Offer(speaks.registration(), tool);
        next =
            next.with(
                tool.name(), (group == null ? Group.EMPTY : group).with(slot.again(time), offer));
      }
    }
    if (spoke != null) {
      Map<ToolName, Integer> spokenTimes = new HashMap<>();
      for (Tool tool : spoke.registration().publishedTools()) {
        int time = spokenTimes.merge(tool.name(), 1, Integer::sum) - 1;
        Group group = next.get(tool.name());
        if (group != null && time >= times.getOrDefault(tool.name(), 0)) {
          Group rest = group.without(slot.again(time));
          next = rest.isEmpty() ? next.without(tool.name()) : next.with(tool.name(), rest);
        }
      }
    }
    return next;
  }
}
