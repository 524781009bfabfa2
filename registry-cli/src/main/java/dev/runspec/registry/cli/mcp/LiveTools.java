package dev.runspec.registry.cli.mcp;

import dev.runspec.registry.Instance;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.client.DirectoryListener;
import dev.runspec.registry.client.DirectoryState;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.RegistryException;
import dev.runspec.registry.client.Selection;
import dev.runspec.registry.client.ToolDirectory;
import dev.runspec.registry.mcp.OfferedTool;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a registry as models see them, kept fresh. While the registry is away they are those
 * that it had.
 */
public final class LiveTools implements AutoCloseable {

  /** Changes that come together are told as one. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** After so long a selection that failed is tried again, whether or not something changed. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final RegistryClient registry;
  private final @Nullable Selection selection;
  private final MaxAutonomy most;
  private final Runnable changed;
  private final Consumer<String> tell;
  private final Semaphore news = new Semaphore(1);
  private final CountDownLatch loaded = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ToolDirectory directory;
  private final Thread thread;
  private volatile Exposure exposure = Exposure.NOTHING;
  private volatile @Nullable String trouble;

  private LiveTools(
      RegistryClient registry,
      @Nullable Selection selection,
      MaxAutonomy most,
      Runnable changed,
      Consumer<String> tell) {
    this.registry = registry;
    this.selection = selection;
    this.most = most;
    this.changed = changed;
    this.tell = tell;
    this.directory = registry.directory().listener(new Listener()).start();
    this.thread = new Thread(this::keep, "mcp-tools");
    this.thread.setDaemon(true);
  }

  /**
   * Begins to keep them.
   *
   * @param selection which of them; null for all
   * @param changed told that there are others
   * @param tell hears, in lines, when the registry is away
   */
  public static LiveTools start(
      RegistryClient registry,
      @Nullable Selection selection,
      MaxAutonomy most,
      Runnable changed,
      Consumer<String> tell) {
    LiveTools tools = new LiveTools(registry, selection, most, changed, tell);
    tools.thread.start();
    return tools;
  }

  /** What there is now; waits a little for the registry if nothing was heard of it yet. */
  Exposure exposure(Duration atMost) throws InterruptedException {
    boolean unused = loaded.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    return exposure;
  }

  /** How old that is, while the registry is away; empty while it is there. */
  Optional<Duration> age() {
    return directory.state().isConnected() ? Optional.empty() : directory.age();
  }

  /** Whether anything was heard of the registry yet. */
  boolean isLoaded() {
    return loaded.getCount() == 0;
  }

  /** Why the registry is away, in a line; empty when nothing is known of that. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private void keep() {
    try {
      while (!directory.awaitLoaded(RETRY)) {
        if (closed.await(0, TimeUnit.SECONDS)) {
          return;
        }
      }
      boolean isRead = refresh();
      while (closed.getCount() > 0) {
        awaitNews(isRead);
        if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        int unused = news.drainPermits();
        isRead = refresh();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitNews(boolean isRead) throws InterruptedException {
    if (isRead) {
      news.acquire();
    } else {
      boolean unused = news.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Looks at what there is now; false if the registry could not be asked what is selected. */
  private boolean refresh() {
    List<ToolGroup> groups;
    try {
      groups = selection == null ? directory.tools() : registry.tools(selection);
    } catch (RegistryException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(trouble)) {
        tell.accept("no tools are selected, trying again: " + why);
      }
      trouble = why;
      return false;
    }
    List<OfferedTool> before = exposure.offered();
    exposure = Exposure.of(groups, definitions(), most);
    loaded.countDown();
    if (!exposure.offered().equals(before)) {
      changed.run();
    }
    return true;
  }

  private Map<String, ToolDefinition> definitions() {
    Map<String, ToolDefinition> definitions = new HashMap<>();
    for (Instance instance : directory.instances(Liveness.ALL)) {
      for (Tool tool : instance.registration().publishedTools()) {
        definitions.put(tool.definition().hash(), tool.definition());
      }
    }
    return definitions;
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    directory.close();
  }

  /** Says that there is something to be looked at. */
  private final class Listener implements DirectoryListener {

    @Override
    public void added(ToolGroup tool) {
      news.release();
    }

    @Override
    public void changed(ToolGroup before, ToolGroup after) {
      news.release();
    }

    @Override
    public void removed(ToolGroup tool) {
      news.release();
    }

    @Override
    public void became(DirectoryState state, Optional<RegistryException> cause) {
      trouble = cause.map(RegistryException::getMessage).orElse(null);
      cause.ifPresent(why -> tell.accept("lost the registry, trying again: " + why.getMessage()));
      news.release();
    }
  }
}
