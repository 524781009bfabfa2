package dev.runspec.registry.catalog;

import dev.runspec.registry.HostName;
import dev.runspec.registry.Offer;
import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolGroup.Variant;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.json.ToolGroupJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One tool name and all who offer it, ordered by host and agent. Immutable; what is read of it is
 * made once, when first asked for, and shared by all groups that read the same.
 */
public final class Group {

  static final Group EMPTY = new Group(SortedTree.empty(), new Body());

  private final SortedTree<Slot, Offer> offers;
  private final Body body;

  private Group(SortedTree<Slot, Offer> offers, Body body) {
    this.offers = offers;
    this.body = body;
  }

  /** What is read of a group, once somebody asked. */
  private static final class Body {
    private volatile @Nullable Representation written;
    private volatile @Nullable Representation withDefinitions;
    private volatile @Nullable ToolGroup value;
  }

  /** The group of these offers, which are in the order of their slots. */
  static Group of(List<Slot> slots, List<Offer> offers) {
    return new Group(SortedTree.of(slots, offers), new Body());
  }

  boolean isEmpty() {
    return offers.isEmpty();
  }

  /** Whether a reader sees no difference between this group and {@code other}. */
  boolean readsAs(Group other) {
    return body == other.body;
  }

  /** The group in which {@code offer} stands. */
  Group with(Slot slot, Offer offer) {
    Offer before = offers.get(slot);
    boolean isReadTheSame =
        before != null
            && before.tool().equals(offer.tool())
            && before.instance().differsOnlyInTools(offer.instance());
    return new Group(offers.with(slot, offer), isReadTheSame ? body : new Body());
  }

  Group without(Slot slot) {
    return new Group(offers.without(slot), new Body());
  }

  /** The name of the tool. */
  public ToolName name() {
    return offers.after(null).iterator().next().tool().name();
  }

  /** The group as JSON. */
  public Representation body() {
    Representation known = body.written;
    if (known == null) {
      known = written(offers(), Group::variants);
      body.written = known;
    }
    return known;
  }

  /**
   * The group as whoever asks a registry for it comes to hold it: read from its very body, so that
   * there is one way to make it.
   */
  public ToolGroup value() {
    ToolGroup known = body.value;
    if (known == null) {
      Representation sent = body.written;
      Representation read = sent == null ? written(offers(), Group::variants) : sent;
      known = ToolGroupJson.read(read.bytes());
      body.value = known;
    }
    return known;
  }

  /** The group as JSON, with every definition that there is of its tool. */
  public Representation bodyWithDefinitions() {
    Representation known = body.withDefinitions;
    if (known == null) {
      known = written(offers(), Group::definitions);
      body.withDefinitions = known;
    }
    return known;
  }

  /** The group as JSON if there were only those offers; null if there were none. */
  public @Nullable Representation bodyOf(Predicate<Offer> those) {
    List<Offer> kept = new ArrayList<>();
    for (Offer offer : offers.after(null)) {
      if (those.test(offer)) {
        kept.add(offer);
      }
    }
    return kept.isEmpty()
        ? null
        : kept.size() == offers.size() ? body() : written(kept, Group::variants);
  }

  /** All who offer it, in order. */
  public List<Offer> offers() {
    List<Offer> all = new ArrayList<>(offers.size());
    offers.forEach(all::add);
    return all;
  }

  private static Representation written(
      List<Offer> offers, Function<Map<ToolDefinition, List<HostName>>, List<Variant>> variants) {
    Map<ToolDefinition, List<HostName>> hostsByDefinition = new LinkedHashMap<>();
    for (Offer offer : offers) {
      hostsByDefinition
          .computeIfAbsent(offer.tool().definition(), definition -> new ArrayList<>())
          .add(offer.instance().host());
    }
    return Representation.of(
        ToolGroupJson.write(
            mostAgreedOn(hostsByDefinition), offers, variants.apply(hostsByDefinition)));
  }

  /**
   * The definition of most hosts; of equally many, the one with the smallest hash, so that replicas
   * agree.
   */
  private static ToolDefinition mostAgreedOn(Map<ToolDefinition, List<HostName>> hosts) {
    ToolDefinition best = null;
    int most = 0;
    for (Map.Entry<ToolDefinition, List<HostName>> each : hosts.entrySet()) {
      int count = each.getValue().size();
      if (best == null
          || count > most
          || (count == most && each.getKey().hash().compareTo(best.hash()) < 0)) {
        best = each.getKey();
        most = count;
      }
    }
    if (best == null) {
      throw new IllegalStateException("a group without offers is not kept");
    }
    return best;
  }

  private static List<Variant> variants(Map<ToolDefinition, List<HostName>> hosts) {
    List<Variant> variants = new ArrayList<>();
    if (hosts.size() > 1) {
      hosts.forEach(
          (definition, names) -> variants.add(new Variant(definition.hash(), names, null)));
    }
    return variants;
  }

  private static List<Variant> definitions(Map<ToolDefinition, List<HostName>> hosts) {
    List<Variant> variants = new ArrayList<>();
    hosts.forEach(
        (definition, names) ->
            variants.add(new Variant(definition.hash(), names, definition.document())));
    return variants;
  }
}
