package dev.runspec.registry.catalog;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolDefinition;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps equal definitions once, for as long as anybody holds them, and equal tools as far as it
 * remembers those that came last: where every host has a path of its own, no two are equal, and to
 * remember all would cost as much as they do.
 */
public final class Definitions {

  private static final int REMEMBERED = 1 << 16;

  private final Map<ToolDefinition, WeakReference<ToolDefinition>> definitions =
      new WeakHashMap<>();

  /** Each tool at the place that its hash says; one that comes later takes the place. */
  private final AtomicReferenceArray<@Nullable WeakReference<Tool>> tools =
      new AtomicReferenceArray<>(REMEMBERED);

  /** Keeps nothing yet. */
  public Definitions() {}

  public Registration shared(Registration registration) {
    List<Tool> published = registration.tools();
    if (published == null) {
      return registration;
    }
    List<Tool> kept = shared(published);
    return isSame(kept, published)
        ? registration
        : registration.withTools(kept, registration.toolsHash(), registration.signature());
  }

  @SuppressWarnings("ReferenceEquality") // which one it is, is what matters here
  private static boolean isSame(List<Tool> kept, List<Tool> published) {
    for (int i = 0; i < kept.size(); i++) {
      if (kept.get(i) != published.get(i)) {
        return false;
      }
    }
    return true;
  }

  public synchronized List<Tool> shared(List<Tool> published) {
    return published.stream().map(this::shared).toList();
  }

  @SuppressWarnings("ReferenceEquality") // who read it may hold it, too: no copy without a need
  private Tool shared(Tool tool) {
    int hash = tool.hashCode();
    int place = (hash ^ (hash >>> 16)) & (REMEMBERED - 1);
    Tool known = get(tools.get(place));
    if (known != null && tool.equals(known)) {
      return known;
    }
    ToolDefinition definition = get(definitions.get(tool.definition()));
    if (definition == null) {
      definition = tool.definition();
      definitions.put(definition, new WeakReference<>(definition));
    }
    Tool kept = tool.definition() == definition ? tool : tool.sharing(definition);
    tools.set(place, new WeakReference<>(kept));
    return kept;
  }

  private static <T> @Nullable T get(@Nullable WeakReference<T> reference) {
    return reference == null ? null : reference.get();
  }
}
