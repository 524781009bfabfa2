package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdFailure;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The beats that were heard and etcd does not know of yet. They are sent together; what etcd did
 * not answer for is sent again, for as long as the beat still counts.
 */
final class Beats {

  private static final System.Logger LOG = System.getLogger(Beats.class.getName());

  /** How many go with one request: the gateway reads on while it answers, but not for ever. */
  private static final int BATCH = 500;

  private final Etcd etcd;
  private final Map<InstanceId, Beat> unsent = new ConcurrentHashMap<>();
  private final LongAdder batches = new LongAdder();
  private final LongAdder sent = new LongAdder();

  Beats(Etcd etcd) {
    this.etcd = etcd;
  }

  /**
   * One beat.
   *
   * @param lease what it renews
   * @param heardAt when it was heard
   * @param endsAt until when it says that the instance lives
   */
  record Beat(InstanceId id, long lease, Instant heardAt, Instant endsAt) {}

  void add(Beat beat) {
    unsent.put(beat.id(), beat);
  }

  /** How many requests were sent. */
  long batches() {
    return batches.sum();
  }

  /** How many beats were sent. */
  long sent() {
    return sent.sum();
  }

  /**
   * Sends what there is.
   *
   * @return those whose lease is gone
   * @throws EtcdFailure when etcd does not answer; what was not answered for is sent next time
   */
  synchronized List<Beat> send(Instant now) {
    List<Beat> all = new ArrayList<>(unsent.values());
    List<Beat> lost = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Beat> batch = new ArrayList<>(all.subList(from, Math.min(all.size(), from + BATCH)));
      batch.removeIf(beat -> !now.isBefore(beat.endsAt()) && unsent.remove(beat.id(), beat));
      send(batch, lost);
    }
    return lost;
  }

  private void send(List<Beat> batch, List<Beat> lost) {
    if (batch.isEmpty()) {
      return;
    }
    Map<Long, Beat> byLease = new HashMap<>();
    batch.forEach(beat -> byLease.put(beat.lease(), beat));
    Map<Long, Boolean> answers = etcd.keepAlive(byLease.keySet());
    batches.increment();
    sent.add(answers.size());
    if (answers.size() < batch.size()) {
      LOG.log(Level.DEBUG, () -> "etcd answered " + answers.size() + " beats of " + batch.size());
    }
    answers.forEach(
        (lease, isThere) -> {
          Beat beat = byLease.get(lease);
          if (beat != null) {
            boolean unused = unsent.remove(beat.id(), beat);
            if (!isThere) {
              lost.add(beat);
            }
          }
        });
  }
}
