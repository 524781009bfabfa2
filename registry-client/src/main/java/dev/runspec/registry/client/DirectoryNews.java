package dev.runspec.registry.client;

import dev.runspec.registry.Position;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Group;
import dev.runspec.registry.catalog.View;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener what is new since it was told last. Confined to the thread of the directory, but
 * for {@link #state}.
 */
final class DirectoryNews {

  private static final System.Logger LOG = System.getLogger(DirectoryNews.class.getName());

  private final @Nullable DirectoryListener listener;
  private View told = Catalog.empty(new Position("0", 0)).live();
  private @Nullable String news;
  private volatile DirectoryState state = DirectoryState.CONNECTING;

  /**
   * @param listener null if nobody listens
   */
  DirectoryNews(@Nullable DirectoryListener listener) {
    this.listener = listener;
  }

  /** What was told last. */
  DirectoryState state() {
    return state;
  }

  /** Tells how the tools changed. */
  void tell(View now) {
    View before = told;
    told = now;
    if (listener == null || before == now) {
      return;
    }
    for (ToolName name : now.differencesFrom(before)) {
      ToolGroup was = value(before.group(name));
      ToolGroup is = value(now.group(name));
      if (was == null && is != null) {
        tell(one -> one.added(is));
      } else if (was != null && is == null) {
        tell(one -> one.removed(was));
      } else if (was != null && is != null && !was.equals(is)) {
        tell(one -> one.changed(was, is));
      }
    }
  }

  private static @Nullable ToolGroup value(@Nullable Group group) {
    return group == null ? null : group.value();
  }

  /** Tells how the directory stands, unless that was told. */
  void become(DirectoryState next, Optional<RegistryException> cause) {
    String latest = next + cause.map(failure -> ": " + failure.getMessage()).orElse("");
    if (latest.equals(news)) {
      return;
    }
    news = latest;
    Level level = next == state ? Level.DEBUG : Level.INFO;
    state = next;
    LOG.log(level, () -> "the directory of tools is " + latest);
    tell(one -> one.became(next, cause));
  }

  private void tell(Consumer<DirectoryListener> call) {
    DirectoryListener told = listener;
    if (told == null) {
      return;
    }
    try {
      call.accept(told);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, () -> "the listener of the directory of tools failed", e);
    }
  }
}
