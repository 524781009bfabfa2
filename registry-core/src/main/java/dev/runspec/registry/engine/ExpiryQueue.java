package dev.runspec.registry.engine;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.catalog.Vitals;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Who may be due when. An instance stands here once per lease that was started, at the time at
 * which that lease would end; a beat does not touch the queue, so whoever comes due is looked at
 * again. Guarded by its owner.
 */
final class ExpiryQueue {

  private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparing(Due::at));
  private volatile Instant next = Instant.MAX;

  record Due(Instant at, InstanceId id, Vitals vitals) {}

  void add(InstanceId id, Vitals vitals) {
    Due due = new Due(vitals.lease().expiresAt(), id, vitals);
    queue.add(due);
    if (due.at().isBefore(next)) {
      next = due.at();
    }
  }

  /** When the next one is to be looked at; may be read by anybody. */
  Instant next() {
    return next;
  }

  /**
   * Takes out one whose time has come; null when there is none. {@link #next} moves on only then:
   * as long as somebody who is due was not dealt with, every reader is told that there is something
   * to do.
   */
  @Nullable Due poll(Instant now) {
    Due first = queue.peek();
    if (first == null || now.isBefore(first.at())) {
      next = first == null ? Instant.MAX : first.at();
      return null;
    }
    return queue.remove();
  }
}
