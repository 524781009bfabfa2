package dev.runspec.registry.catalog;

import dev.runspec.registry.HostName;
import dev.runspec.registry.Offer;
import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.json.ToolGroupJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One tool name and all who offer it, ordered by host and agent. Immutable; its body is made once,
 * when first asked for.
 */
final class Group {

  static final Group EMPTY = new Group(SortedTree.empty());

  private final SortedTree<Slot, Offer> offers;
  private volatile @Nullable Representation body;

  private Group(SortedTree<Slot, Offer> offers) {
    this.offers = offers;
  }

  boolean isEmpty() {
    return offers.isEmpty();
  }

  /** The group in which {@code offer} stands; one that reads the same keeps the body. */
  Group with(Slot slot, Offer offer) {
    Group next = new Group(offers.with(slot, offer));
    Offer before = offers.get(slot);
    if (before != null
        && before.tool().equals(offer.tool())
        && before.instance().differsOnlyInTools(offer.instance())) {
      next.body = body;
    }
    return next;
  }

  Group without(Slot slot) {
    return new Group(offers.without(slot));
  }

  Representation body() {
    Representation known = body;
    if (known == null) {
      known = written();
      body = known;
    }
    return known;
  }

  private Representation written() {
    List<Offer> all = new ArrayList<>(offers.size());
    Map<ToolDefinition, List<HostName>> hostsByDefinition = new LinkedHashMap<>();
    offers.forEach(
        offer -> {
          all.add(offer);
          hostsByDefinition
              .computeIfAbsent(offer.tool().definition(), definition -> new ArrayList<>())
              .add(offer.instance().host());
        });
    return Representation.of(
        ToolGroupJson.write(mostAgreedOn(hostsByDefinition), all, variants(hostsByDefinition)));
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

  private static List<ToolGroup.Variant> variants(Map<ToolDefinition, List<HostName>> hosts) {
    List<ToolGroup.Variant> variants = new ArrayList<>();
    if (hosts.size() > 1) {
      hosts.forEach(
          (definition, names) -> variants.add(new ToolGroup.Variant(definition.hash(), names)));
    }
    return variants;
  }
}
