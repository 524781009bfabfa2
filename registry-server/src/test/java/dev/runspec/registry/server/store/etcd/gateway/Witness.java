package dev.runspec.registry.server.store.etcd.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told of everything that happens in a simulated etcd. */
public interface Witness {

  /**
   * Something was written.
   *
   * @param author who asked for it; null for etcd itself
   */
  void written(@Nullable Object author, long revision, List<Change> changes);

  /** A lease was to be renewed. */
  default void renewed(@Nullable Object author, long lease, boolean isThere) {}
}
