package dev.runspec.registry.cli.context;

import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.NearNames;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All contexts, and which of them is in use.
 *
 * @param current the one in use, which is one of them; null when none is
 * @param byName the contexts by their names
 */
public record Contexts(@Nullable ContextName current, SortedMap<ContextName, Context> byName) {

  /** There are none. */
  static final Contexts NONE = new Contexts(null, new TreeMap<>());

  public Contexts {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    if (current != null && !byName.containsKey(current)) {
      throw new IllegalArgumentException("current is " + current + ", which is none of them");
    }
  }

  /** The one of this name, if there is one. */
  public Optional<Context> find(ContextName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The one of this name.
   *
   * @throws CommandFailure if there is none; it names those that are near
   */
  public Context named(ContextName name) {
    return find(name)
        .orElseThrow(
            () ->
                new CommandFailure(
                    "there is no context "
                        + name
                        + NearNames.question(name.value(), names())
                        + "; registry-cli context list shows those that there are"));
  }

  /**
   * The name of the one in use: the environment's {@code REGISTRY_CONTEXT}, or else the current.
   */
  public Optional<ContextName> inUse(Map<String, String> environment) {
    String said = environment.getOrDefault("REGISTRY_CONTEXT", "");
    return said.isEmpty() ? Optional.ofNullable(current) : Optional.of(new ContextName(said));
  }

  /** In the order of their names. */
  public List<Context> all() {
    return List.copyOf(byName.values());
  }

  /** Their names in order, as text. */
  public List<String> names() {
    return byName.keySet().stream().map(ContextName::value).toList();
  }

  /** With this one, in the place of the one of its name. */
  public Contexts with(Context context) {
    SortedMap<ContextName, Context> more = new TreeMap<>(byName);
    more.put(context.name(), context);
    return new Contexts(current, more);
  }

  /** Without this one; when it was in use, none is. */
  public Contexts without(ContextName name) {
    SortedMap<ContextName, Context> fewer = new TreeMap<>(byName);
    fewer.remove(name);
    return new Contexts(name.equals(current) ? null : current, fewer);
  }

  /** With another one in use, or none. */
  public Contexts using(@Nullable ContextName name) {
    return new Contexts(name, byName);
  }
}
