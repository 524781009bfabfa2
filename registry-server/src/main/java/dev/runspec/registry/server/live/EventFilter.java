package dev.runspec.registry.server.live;

import dev.runspec.registry.HostName;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.FeedEvent;
import dev.runspec.registry.server.query.LabelSelector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events somebody wants to hear of: those of instances that fit, before or after, so that
 * leaving is heard of, too.
 *
 * @param tools of an agent that offers one of these, and only when that reads otherwise now; none
 *     means any
 * @param hosts on one of these hosts; none means any
 * @param labels with all of these labels
 */
public record EventFilter(List<ToolName> tools, List<HostName> hosts, List<LabelSelector> labels) {

  public EventFilter {
    tools = List.copyOf(tools);
    hosts = List.copyOf(hosts);
    labels = List.copyOf(labels);
  }

  /** Whether this event is to be told. */
  boolean passes(FeedEvent event) {
    return (fits(event.before()) || fits(event.after())) && touchesTools(event);
  }

  private boolean fits(@Nullable Member member) {
    return member != null
        && (hosts.isEmpty() || hosts.contains(member.registration().host()))
        && labels.stream().allMatch(label -> label.matches(member.registration().labels()));
  }

  private boolean touchesTools(FeedEvent event) {
    if (tools.isEmpty()) {
      return true;
    }
    Touched touched = Touched.by(event);
    return tools.stream().anyMatch(touched::isTool);
  }
}
