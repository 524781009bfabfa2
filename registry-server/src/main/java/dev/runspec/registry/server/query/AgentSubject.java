package dev.runspec.registry.server.query;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.catalog.Member;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An agent as filters of hosts and instances see it: itself, and all its tools together. */
final class AgentSubject implements Subject {

  private final Member member;
  private final Map<ToolDefinition, Value> autonomy;

  /**
   * An agent.
   *
   * @param autonomy what is known of definitions already, and grows here
   */
  AgentSubject(Member member, Map<ToolDefinition, Value> autonomy) {
    this.member = member;
    this.autonomy = autonomy;
  }

  @Override
  public Value value(Selector selector, Work work) {
    Registration agent = member.registration();
    Value shared = AgentValues.of(agent, member.state(), selector);
    if (shared != null) {
      return shared;
    }
    return switch (selector.field()) {
      case "name" -> Value.of(agent.name());
      case "heartbeat_interval" -> Value.of(seconds(agent.heartbeatInterval()));
      case "tools_hash" -> Value.of(agent.toolsHash());
      case "tool_count" -> Value.of(Integer.toString(agent.publishedTools().size()));
      case "tools" -> all(work, tool -> tool.name().value());
      case "run_as" -> all(work, tool -> tool.execution().runAs());
      case "command" -> all(work, tool -> tool.execution().command());
      case "autonomy" -> autonomy(work);
      default -> throw new IllegalArgumentException("agents have no field " + selector.field());
    };
  }

  private Value all(Work work, Function<Tool, @Nullable String> member) {
    List<Tool> tools = this.member.registration().publishedTools();
    work.spend(10L * tools.size());
    Set<String> values = new LinkedHashSet<>();
    for (Tool tool : tools) {
      String value = member.apply(tool);
      if (value != null) {
        values.add(value);
      }
    }
    return new Value.Several(values);
  }

  private Value autonomy(Work work) {
    List<String> levels = new ArrayList<>();
    for (Tool tool : member.registration().publishedTools()) {
      work.spend(10);
      Value level =
          autonomy.computeIfAbsent(
              tool.definition(),
              definition ->
                  DocumentValues.at(definition.document(), DefinitionSubject.AUTONOMY, work));
      if (level instanceof Value.Text text && !levels.contains(text.text())) {
        levels.add(text.text());
      }
    }
    return new Value.Several(levels);
  }

  /** Seconds as JSON tells them, with a fraction only where there is one. */
  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds())
        .add(BigDecimal.valueOf(duration.getNano(), 9))
        .stripTrailingZeros()
        .toPlainString();
  }
}
