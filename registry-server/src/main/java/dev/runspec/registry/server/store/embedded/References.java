package dev.runspec.registry.server.store.embedded;

import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.catalog.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tools the file has of which instance, and so how many refer to each definition. It follows
 * what is committed: a transaction is planned beside it, and counts from the commit on.
 */
final class References {

  private final Map<String, List<Tool>> tools = new HashMap<>();
  private final Map<ToolDefinition, Integer> counts = new HashMap<>();

  /** What these refer to, who are all that the file has. */
  static References of(List<Member> members) {
    References references = new References();
    Plan plan = references.plan();
    members.forEach(
        member -> plan.put(member.id().value(), member.registration().publishedTools()));
    plan.commit();
    return references;
  }

  /** Whether anybody refers to it. */
  boolean isNamed(ToolDefinition definition) {
    return counts.containsKey(definition);
  }

  /** Plans the next transaction. */
  Plan plan() {
    return new Plan();
  }

  /** What a transaction changes. */
  final class Plan {

    private final Map<String, List<Tool>> changed = new HashMap<>();
    private final Map<ToolDefinition, Integer> differences = new LinkedHashMap<>();

    private Plan() {}

    /** The instance has these tools now. */
    void put(String id, List<Tool> after) {
      List<Tool> before = changed.getOrDefault(id, tools.getOrDefault(id, List.of()));
      if (!after.equals(before)) {
        changed.put(id, after);
        before.forEach(tool -> differences.merge(tool.definition(), -1, Integer::sum));
        after.forEach(tool -> differences.merge(tool.definition(), 1, Integer::sum));
      }
    }

    /** The instance is no more. */
    void remove(String id) {
      put(id, List.of());
    }

    /** Whose tools it changes. */
    Set<String> ids() {
      return Set.copyOf(changed.keySet());
    }

    /** The definitions that nobody referred to before. */
    List<ToolDefinition> added() {
      return those(false, true);
    }

    /** The definitions that nobody refers to any more. */
    List<ToolDefinition> dropped() {
      return those(true, false);
    }

    private List<ToolDefinition> those(boolean namedBefore, boolean namedAfter) {
      List<ToolDefinition> those = new ArrayList<>();
      differences.forEach(
          (definition, difference) -> {
            int before = counts.getOrDefault(definition, 0);
            if (before > 0 == namedBefore && before + difference > 0 == namedAfter) {
              those.add(definition);
            }
          });
      return those;
    }

    /** It is committed. */
    void commit() {
      changed.forEach(
          (id, after) -> {
            if (after.isEmpty()) {
              tools.remove(id);
            } else {
              tools.put(id, after);
            }
          });
      differences.forEach(
          (definition, difference) -> {
            int after = counts.getOrDefault(definition, 0) + difference;
            if (after == 0) {
              counts.remove(definition);
            } else {
              counts.put(definition, after);
            }
          });
    }
  }
}
