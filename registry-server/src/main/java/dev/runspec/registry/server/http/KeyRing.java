package dev.runspec.registry.server.http;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are known, from the options and from a file that may change while we run. Any
 * thread reads them; {@link #refresh} belongs to one.
 */
public final class KeyRing {

  private static final System.Logger LOG = System.getLogger(KeyRing.class.getName());

  private final List<ApiKey> fixed;
  private final @Nullable Path file;
  private final @Nullable FileWatch watch;
  private volatile List<ApiKey> keys;

  private KeyRing(List<ApiKey> fixed, @Nullable Path file) {
    this.fixed = List.copyOf(fixed);
    this.file = file;
    this.watch = file == null ? null : new FileWatch(file);
    this.keys = file == null ? this.fixed : read(file);
  }

  /** No key at all: see {@link ApiKeys} for what that means. */
  public static KeyRing none() {
    return new KeyRing(List.of(), null);
  }

  /** These keys. */
  public static KeyRing of(ApiKey... keys) {
    return new KeyRing(List.of(keys), null);
  }

  /**
   * These keys and those in the file.
   *
   * @throws IllegalArgumentException when the file cannot be read or is wrong, in one line
   */
  public static KeyRing of(List<ApiKey> keys, Path file) {
    return new KeyRing(keys, file);
  }

  /** Whether keys are in use at all; an empty file is a lock without a key, not an open door. */
  boolean isConfigured() {
    return file != null || !fixed.isEmpty();
  }

  /** The key whose hash this is. Looks at all of them, to take the same time for each. */
  Optional<ApiKey> find(byte[] hash) {
    ApiKey found = null;
    for (ApiKey key : keys) {
      if (key.hasHash(hash)) {
        found = key;
      }
    }
    return Optional.ofNullable(found);
  }

  /** Reads the file again if it changed. A bad file changes nothing. */
  public void refresh() {
    if (file == null || watch == null || !watch.changed()) {
      return;
    }
    try {
      keys = read(file);
      LOG.log(Level.INFO, () -> "keys read again from " + file + ": " + keys.size());
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, () -> "keeping the keys as they were: " + e.getMessage());
    }
  }

  private List<ApiKey> read(Path from) {
    try {
      List<ApiKey> read =
          new ArrayList<>(KeysFile.parse(Files.readAllLines(from, StandardCharsets.UTF_8)));
      read.addAll(fixed);
      return List.copyOf(read);
    } catch (IOException e) {
      throw new IllegalArgumentException("keys file cannot be read: " + from, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("keys file " + from + ", " + e.getMessage(), e);
    }
  }
}
