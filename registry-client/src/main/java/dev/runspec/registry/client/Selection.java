package dev.runspec.registry.client;

import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tools, hosts or instances a list should hold: those to which everything applies that is
 * said here. Immutable: each method gives another selection.
 *
 * <pre>{@code
 * Selection.all().label("env", "prod").filter("autonomy == \"supervised\"")
 * }</pre>
 */
public final class Selection {

  private static final Selection ALL =
      new Selection(null, null, List.of(), List.of(), Set.of(), null);

  private final @Nullable Liveness liveness;
  private final @Nullable String text;
  private final List<HostName> hosts;
  private final List<String> labels;
  private final Set<InstanceState> states;
  private final @Nullable String filter;

  private Selection(
      @Nullable Liveness liveness,
      @Nullable String text,
      List<HostName> hosts,
      List<String> labels,
      Set<InstanceState> states,
      @Nullable String filter) {
    this.liveness = liveness;
    this.text = text;
    this.hosts = hosts;
    this.labels = labels;
    this.states = states;
    this.filter = filter;
  }

  /**
   * Everything that a list usually holds: for tools and hosts what is live, for instances every one
   * that is known.
   */
  public static Selection all() {
    return ALL;
  }

  /**
   * Only what is live, or what is not, too. Unless this is said it is as with {@link #all()}, and
   * with {@link #state} every instance is considered.
   */
  public Selection liveness(Liveness wanted) {
    return new Selection(wanted, text, hosts, labels, states, filter);
  }

  /** With this text in its name or description, or for instances in anything they say. */
  public Selection text(String wanted) {
    return new Selection(liveness, wanted, hosts, labels, states, filter);
  }

  /** On this host, or on one of those that were named before. */
  public Selection host(HostName host) {
    return new Selection(liveness, text, with(hosts, host), labels, states, filter);
  }

  /**
   * With this label, whatever its value, and with all that were named before.
   *
   * @throws IllegalArgumentException if the key holds a colon, which ends a key in a query; {@link
   *     #filter} can say such a key
   */
  public Selection label(String key) {
    return new Selection(liveness, text, hosts, with(labels, checked(key)), states, filter);
  }

  /**
   * With this label of this value, and with all that were named before.
   *
   * @throws IllegalArgumentException as {@link #label(String)}
   */
  public Selection label(String key, String value) {
    String pair = checked(key) + ":" + value;
    return new Selection(liveness, text, hosts, with(labels, pair), states, filter);
  }

  /**
   * In this state, or in one of those that were named before.
   *
   * @throws IllegalArgumentException if it is {@link InstanceState#UNKNOWN}
   */
  public Selection state(InstanceState state) {
    if (state == InstanceState.UNKNOWN) {
      throw new IllegalArgumentException("a state that is not known cannot be asked for");
    }
    EnumSet<InstanceState> both = EnumSet.of(state);
    both.addAll(states);
    return new Selection(liveness, text, hosts, labels, both, filter);
  }

  /**
   * To which this expression applies, in the grammar of Consul's filters: {@code labels.env ==
   * "prod" and not host matches "^db"}. It is the registry that reads it: a wrong one is a {@link
   * RegistryRefused} that points at the column.
   */
  public Selection filter(String expression) {
    return new Selection(liveness, text, hosts, labels, states, expression);
  }

  /** Whether it leaves out anything but by liveness, which every registry understands. */
  boolean isNarrow() {
    return text != null
        || !hosts.isEmpty()
        || !labels.isEmpty()
        || !states.isEmpty()
        || filter != null;
  }

  /** As the query of a request, encoded; perhaps empty. */
  String query() {
    List<String> parameters = new ArrayList<>();
    if (liveness != null) {
      parameters.add(liveness.query());
    }
    if (text != null) {
      parameters.add("q=" + PercentEncoding.queryValue(text));
    }
    hosts.forEach(host -> parameters.add("host=" + PercentEncoding.queryValue(host.value())));
    labels.forEach(label -> parameters.add("label=" + PercentEncoding.queryValue(label)));
    states.forEach(state -> parameters.add("state=" + state.wireName()));
    if (filter != null) {
      parameters.add("filter=" + PercentEncoding.queryValue(filter));
    }
    return String.join("&", parameters);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Selection selection && query().equals(selection.query());
  }

  @Override
  public int hashCode() {
    return query().hashCode();
  }

  /** Its query. */
  @Override
  public String toString() {
    return "Selection[" + query() + "]";
  }

  private static String checked(String key) {
    if (key.isEmpty() || key.indexOf(':') >= 0) {
      throw new IllegalArgumentException("label key is empty or holds a colon: " + key);
    }
    return key;
  }

  private static <T> List<T> with(List<T> before, T one) {
    List<T> all = new ArrayList<>(before);
    all.add(one);
    return List.copyOf(all);
  }
}
