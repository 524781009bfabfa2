package dev.runspec.registry.client;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects how a {@link ToolDirectory} is kept. All of it is optional. */
public final class ToolDirectoryBuilder {

  private static final Duration ONE_USUAL_TIME_TO_LIVE = Duration.ofSeconds(90);

  private final Function<DirectoryOptions, ToolDirectory> begin;
  private @Nullable DirectoryListener listener;
  private @Nullable Path cacheFile;
  private Duration emptyGrace = ONE_USUAL_TIME_TO_LIVE;
  private Duration pollInterval = Duration.ofSeconds(15);

  ToolDirectoryBuilder(Function<DirectoryOptions, ToolDirectory> begin) {
    this.begin = begin;
  }

  /** Who is told of changes; nobody unless set. */
  public ToolDirectoryBuilder listener(DirectoryListener told) {
    this.listener = told;
    return this;
  }

  /**
   * A file for the directory's last state, from which it starts when the registry is away. It is
   * written whenever something changed, at most twice a minute, and on closing; only its owner may
   * read it. One that is damaged, that others may write, or that is of another registry is not
   * read. One directory at a time uses a file.
   *
   * @throws IllegalArgumentException if its folder does not exist
   */
  public ToolDirectoryBuilder cacheFile(Path file) {
    Path whole = file.toAbsolutePath();
    Path folder = whole.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException("folder of the cache file does not exist: " + whole);
    }
    this.cacheFile = whole;
    return this;
  }

  /**
   * How long the directory keeps what it has when the registry says that it knows no instance at
   * all; 90 s unless set, the time in which every agent with the usual interval is heard of. Zero
   * believes it at once.
   */
  public ToolDirectoryBuilder emptyGrace(Duration grace) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace for an empty registry is negative: " + grace);
    }
    this.emptyGrace = grace;
    return this;
  }

  /** How often a registry that tells no events is read; 15 s unless set, a tenth more or less. */
  public ToolDirectoryBuilder pollInterval(Duration interval) {
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("poll interval is less than 1 s: " + interval);
    }
    this.pollInterval = interval;
    return this;
  }

  /**
   * Starts the directory and returns at once: with what its file holds, or empty. {@link
   * ToolDirectory#awaitLoaded} waits for the registry.
   */
  public ToolDirectory start() {
    return begin.apply(new DirectoryOptions(listener, cacheFile, emptyGrace, pollInterval));
  }
}
