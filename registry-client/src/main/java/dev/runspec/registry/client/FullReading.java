package dev.runspec.registry.client;

import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Position;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All instances of a registry, read page by page. Each is as it was when its page was read; what
 * happened since the first page is told by the events that follow {@link #position}.
 */
final class FullReading {

  private final @Nullable Position position;
  private final Map<InstanceId, Instance> instances = new LinkedHashMap<>();
  private final Map<InstanceId, Long> readLater = new HashMap<>();

  /**
   * @param position where the registry stood when the first page was read; null if it does not say
   */
  FullReading(@Nullable Position position) {
    this.position = position;
  }

  /** Takes what stands on the next page; false if that is not of the same course of changes. */
  boolean add(Page<Instance> page) {
    Position start = position;
    Position now = page.position().orElse(null);
    if (start == null ? now != null : now == null || !now.epoch().equals(start.epoch())) {
      return false;
    }
    for (Instance instance : page.items()) {
      instances.put(instance.id(), instance);
      if (start != null && now != null && now.revision() > start.revision()) {
        readLater.put(instance.id(), now.revision());
      }
    }
    return true;
  }

  /** Where the registry stood when the first page was read; null if it does not say. */
  @Nullable Position position() {
    return position;
  }

  Collection<Instance> instances() {
    return Collections.unmodifiableCollection(instances.values());
  }

  /** The revisions of what stood on pages that were read later than the first. */
  Map<InstanceId, Long> readLater() {
    return Collections.unmodifiableMap(readLater);
  }

  boolean isEmpty() {
    return instances.isEmpty();
  }
}
