package dev.runspec.registry.catalog;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolDefinition;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps equal tools and equal definitions once, for as long as anybody holds them. */
public final class Definitions {

  private final Map<ToolDefinition, WeakReference<ToolDefinition>> definitions =
      new WeakHashMap<>();
  private final Map<Tool, WeakReference<Tool>> tools = new WeakHashMap<>();

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

  private Tool shared(Tool tool) {
    Tool known = first(tools, tool);
    if (known != null) {
      return known;
    }
    ToolDefinition definition = first(definitions, tool.definition());
    if (definition == null) {
      definition = tool.definition();
      definitions.put(definition, new WeakReference<>(definition));
    }
    Tool kept = tool.sharing(definition);
    tools.put(kept, new WeakReference<>(kept));
    return kept;
  }

  private static <T> @Nullable T first(Map<T, WeakReference<T>> kept, T equal) {
    WeakReference<T> reference = kept.get(equal);
    return reference == null ? null : reference.get();
  }
}
