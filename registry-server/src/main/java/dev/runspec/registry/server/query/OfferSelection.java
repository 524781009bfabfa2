package dev.runspec.registry.server.query;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Offer;
import dev.runspec.registry.Registration;
import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The offers that a caller asks for, in a list of tools. What they have in common, an agent or a
 * definition, is looked at once. For one request.
 */
final class OfferSelection {

  private final ListQuery query;
  private final Catalog catalog;
  private final Work work;

  /** What is known of each agent; null of one that is not asked for. */
  private final Map<InstanceId, @Nullable Subject> agents = new HashMap<>();

  OfferSelection(ListQuery query, Catalog catalog, Work work) {
    this.query = query;
    this.catalog = catalog;
    this.work = work;
  }

  /** Which offers of one group are asked for. */
  Predicate<Offer> ofGroup() {
    Map<ToolDefinition, @Nullable Subject> definitions = new HashMap<>();
    return offer -> holds(offer, definitions);
  }

  private boolean holds(Offer offer, Map<ToolDefinition, @Nullable Subject> definitions) {
    InstanceId id = offer.instance().id();
    if (!agents.containsKey(id)) {
      agents.put(id, agent(offer.instance()));
    }
    Subject agent = agents.get(id);
    if (agent == null) {
      return false;
    }
    ToolDefinition known = offer.tool().definition();
    if (!definitions.containsKey(known)) {
      definitions.put(known, definition(known));
    }
    Subject definition = definitions.get(known);
    if (definition == null) {
      return false;
    }
    Filter filter = query.filter();
    return filter == null
        || filter.accepts(
            new OfferSubject(agent, new ExecutionSubject(offer.tool().execution()), definition),
            work);
  }

  private @Nullable Subject agent(Registration agent) {
    Member member = catalog.member(agent.id());
    if (member == null) {
      throw new IllegalStateException("an agent that is not known offers tools");
    }
    return AgentSelection.isNamed(query, member)
        ? new Remembering(new OfferingAgent(agent, member.state()))
        : null;
  }

  private @Nullable Subject definition(ToolDefinition definition) {
    Subject subject = new Remembering(new DefinitionSubject(definition));
    Phrase phrase = query.phrase();
    return phrase == null
            || phrase.isIn(definition.name().value(), work)
            || (DocumentValues.at(definition.description(), List.of(), work)
                    instanceof Value.Text description
                && phrase.isIn(description.text(), work))
        ? subject
        : null;
  }
}
