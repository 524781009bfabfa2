package dev.runspec.registry.client;

import dev.runspec.registry.HostName;
import dev.runspec.registry.Position;
import dev.runspec.registry.ToolName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which events to hear of, and from where on. Immutable: each method gives another selection. An
 * event passes when its instance fits before or after it, so that leaving is heard of, too.
 */
public final class EventSelection {

  private static final EventSelection ALL = new EventSelection(List.of(), null);

  private final List<String> parameters;
  private final @Nullable Position since;

  private EventSelection(List<String> parameters, @Nullable Position since) {
    this.parameters = parameters;
    this.since = since;
  }

  /** Everything that happens from now on. */
  public static EventSelection all() {
    return ALL;
  }

  /** What changes who has this tool or how, or one of those that were named before. */
  public EventSelection tool(ToolName tool) {
    return with("tool=" + PercentEncoding.queryValue(tool.value()));
  }

  /** What happens on this host, or on one of those that were named before. */
  public EventSelection host(HostName host) {
    return with("host=" + PercentEncoding.queryValue(host.value()));
  }

  /**
   * What happens to instances with this label of this value, and with all that were named before.
   *
   * @throws IllegalArgumentException if the key is empty or holds a colon, which ends a key
   */
  public EventSelection label(String key, String value) {
    if (key.isEmpty() || key.indexOf(':') >= 0) {
      throw new IllegalArgumentException("label key is empty or holds a colon: " + key);
    }
    return with("label=" + PercentEncoding.queryValue(key + ":" + value));
  }

  /** Never with tools: an event that tells them tells only that they changed. */
  public EventSelection brief() {
    return with("brief=true");
  }

  /** What happened after this position, then what happens. */
  public EventSelection since(Position position) {
    return new EventSelection(parameters, position);
  }

  Optional<Position> since() {
    return Optional.ofNullable(since);
  }

  /** Whether every change is an event of it. */
  boolean isEverything() {
    return parameters.isEmpty();
  }

  /** As the query of a request, encoded; perhaps empty. */
  String query() {
    return String.join("&", parameters);
  }

  private EventSelection with(String parameter) {
    List<String> all = new ArrayList<>(parameters);
    all.add(parameter);
    return new EventSelection(List.copyOf(all), since);
  }

  /** Its query. */
  @Override
  public String toString() {
    return "EventSelection[" + query() + (since == null ? "" : " since " + since) + "]";
  }
}
