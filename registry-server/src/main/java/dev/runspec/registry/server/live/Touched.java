package dev.runspec.registry.server.live;

import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.FeedEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an event may have changed for readers. Rather too much than too little: who is woken looks
 * whether its answer is another one.
 */
final class Touched {

  private final Map<ToolName, List<Tool>> before;
  private final Map<ToolName, List<Tool>> after;
  private final boolean isWhole;
  private final boolean isHashed;

  private Touched(@Nullable Member before, @Nullable Member after) {
    this.before = toolsByName(before);
    this.after = toolsByName(after);
    this.isWhole = before == null || after == null || !isShownAlike(before, after);
    this.isHashed = !isWhole && !hash(before).equals(hash(after));
  }

  static Touched by(FeedEvent event) {
    return new Touched(event.before(), event.after());
  }

  /** Whether the entry of its host may read otherwise. */
  boolean isHost() {
    return isWhole || isHashed || before.size() != after.size() || !tools().isEmpty();
  }

  /** The tools that may read otherwise. */
  Set<ToolName> tools() {
    Set<ToolName> names = new HashSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> !isTool(name));
    return names;
  }

  /** Whether this tool may read otherwise. */
  boolean isTool(ToolName name) {
    List<Tool> then = before.getOrDefault(name, List.of());
    List<Tool> now = after.getOrDefault(name, List.of());
    return isWhole ? !then.isEmpty() || !now.isEmpty() : !then.equals(now);
  }

  /** Whether all but the tools is told of both in the same words. */
  private static boolean isShownAlike(Member before, Member after) {
    Registration then = before.registration();
    Registration now = after.registration();
    InstanceState stood = before.state();
    return stood == after.state()
        && then.differsOnlyInTools(now)
        && (then.tools() == null) == (now.tools() == null);
  }

  private static Optional<String> hash(@Nullable Member member) {
    return Optional.ofNullable(member).map(each -> each.registration().toolsHash());
  }

  private static Map<ToolName, List<Tool>> toolsByName(@Nullable Member member) {
    return member == null
        ? Map.of()
        : member.registration().publishedTools().stream()
            .collect(Collectors.groupingBy(Tool::name));
  }
}
