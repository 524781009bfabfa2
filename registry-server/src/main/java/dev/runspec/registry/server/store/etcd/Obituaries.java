package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.Txn;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes down since when those are stale whose lease ended, so that all replicas say the same and a
 * new one knows it. Every replica would; each waits a little, not all equally long, and the first
 * one's word stands. Who lives again before that needs none.
 */
final class Obituaries {

  private final Etcd etcd;
  private final Keys keys;
  private final Mirror mirror;
  private final Crew crew;
  private final Lock lock = new ReentrantLock();
  private final Map<InstanceId, Integer> patience = new HashMap<>();

  Obituaries(Etcd etcd, Keys keys, Mirror mirror, Crew crew) {
    this.etcd = etcd;
    this.keys = keys;
    this.mirror = mirror;
    this.crew = crew;
  }

  /** Looks who is due; called about five times a second. */
  void tick() {
    write(false);
  }

  /** Writes all of them now. */
  void finish() {
    write(true);
  }

  private void write(boolean isLast) {
    lock.lock();
    try {
      writeDue(isLast);
    } finally {
      lock.unlock();
    }
  }

  private void writeDue(boolean isLast) {
    Map<InstanceId, Integer> waiting = new HashMap<>();
    for (Entry entry : mirror.unrecorded()) {
      InstanceId id = entry.member().id();
      int left = patience.getOrDefault(id, crew.random().nextInt(2, 8));
      waiting.put(id, left - 1);
      if (left <= 0 || isLast) {
        write(entry);
      }
    }
    patience.clear();
    patience.putAll(waiting);
  }

  /** On condition that nothing happened to it since. When etcd does not take it, it stays due. */
  private void write(Entry entry) {
    InstanceId id = entry.member().id();
    Txn.Result unused =
        etcd.commit(
            new Txn()
                .ifWrittenAt(keys.record(id), entry.record().revision())
                .ifWrittenAt(keys.life(id), 0)
                .ifWrittenAt(keys.death(id), 0)
                .put(keys.death(id), Stamp.of(entry.member()).bytes(), 0));
  }
}
