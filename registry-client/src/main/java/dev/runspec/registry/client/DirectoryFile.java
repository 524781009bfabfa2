package dev.runspec.registry.client;

import dev.runspec.registry.catalog.Catalog;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The file in which a directory keeps its last state: written when something changed, though not
 * all the time, and read at the start. What goes wrong with it is logged and changes nothing.
 * Confined to the thread of the directory.
 */
final class DirectoryFile {

  private static final System.Logger LOG = System.getLogger(DirectoryFile.class.getName());

  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(30);

  private final Path path;
  private final Line line;
  private @Nullable Catalog saved;
  private long savedAt;
  private boolean isBroken;

  DirectoryFile(Path path, Line line) {
    this.path = path;
    this.line = line;
    this.savedAt = line.pacer().nanos() - SHORTEST_INTERVAL.toNanos();
  }

  /** Puts what it holds into the replica; when that was so, or null if it holds nothing of use. */
  @Nullable Instant restore(Replica replica) {
    try {
      DirectoryImage image = DirectoryImage.read(path);
      if (!image.isOfOne(line.addresses())) {
        LOG.log(
            Level.WARNING,
            () -> path + " is not read: it holds what " + image.registries() + " held");
        return null;
      }
      replica.take(image.reading());
      saved = replica.catalog();
      LOG.log(
          Level.INFO,
          () -> "the directory of tools starts from " + path + " as of " + image.asOf());
      return image.asOf();
    } catch (NoSuchFileException e) {
      LOG.log(Level.DEBUG, () -> path + " is not there yet");
    } catch (IOException e) {
      LOG.log(Level.WARNING, () -> path + " is not read: " + e.getMessage());
    }
    return null;
  }

  /** How long nothing is to be written; {@code otherwise} if there is nothing to write. */
  Duration untilDue(Catalog catalog, Duration otherwise) {
    if (catalog == saved) {
      return otherwise;
    }
    Duration left = SHORTEST_INTERVAL.minusNanos(line.pacer().nanos() - savedAt);
    return left.isNegative() ? Duration.ZERO : left;
  }

  void saveIfDue(Catalog catalog, @Nullable Instant asOf) {
    if (untilDue(catalog, SHORTEST_INTERVAL).isZero()) {
      save(catalog, asOf);
    }
  }

  /** Writes it, unless the registry was never seen. */
  void save(Catalog catalog, @Nullable Instant asOf) {
    if (asOf == null) {
      return;
    }
    saved = catalog;
    savedAt = line.pacer().nanos();
    try {
      DirectoryImage.of(catalog, asOf, line.addresses()).write(path);
      isBroken = false;
    } catch (IOException e) {
      Level level = isBroken ? Level.DEBUG : Level.WARNING;
      isBroken = true;
      LOG.log(level, () -> "the state of the directory cannot be kept in " + path + ": " + e);
    }
  }
}
