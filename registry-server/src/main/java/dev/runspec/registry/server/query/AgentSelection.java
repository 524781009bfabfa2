package dev.runspec.registry.server.query;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.catalog.Member;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The agents that a caller asks for, in a list of hosts or instances. For one request. */
final class AgentSelection {

  private final ListQuery query;
  private final Work work;
  private final Map<ToolDefinition, Value> autonomy = new HashMap<>();

  AgentSelection(ListQuery query, Work work) {
    this.query = query;
    this.work = work;
  }

  boolean holds(Member member) {
    return isNamed(query, member)
        && hasPhrase(member.registration())
        && passes(query.filter(), member);
  }

  /** Whether the agent is one of those that the parameters name: by host, labels and state. */
  static boolean isNamed(ListQuery query, Member member) {
    Registration agent = member.registration();
    return (query.hosts().isEmpty() || query.hosts().contains(agent.host()))
        && (query.states().isEmpty() || query.states().contains(member.state()))
        && query.labels().stream().allMatch(label -> label.matches(agent.labels()));
  }

  private boolean hasPhrase(Registration agent) {
    Phrase phrase = query.phrase();
    if (phrase == null) {
      return true;
    }
    Stream<String> texts =
        Stream.of(
                Stream.of(agent.host().value(), agent.name(), agent.version(), agent.id().value()),
                agent.labels().keySet().stream(),
                agent.labels().values().stream(),
                agent.publishedTools().stream().map(Tool::name).map(Object::toString))
            .flatMap(parts -> parts);
    return texts.anyMatch(text -> phrase.isIn(text, work));
  }

  private boolean passes(@Nullable Filter filter, Member member) {
    return filter == null || filter.accepts(new AgentSubject(member, autonomy), work);
  }
}
