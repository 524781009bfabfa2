package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.catalog.Member.Standing;
import dev.runspec.registry.json.RecordReader;
import dev.runspec.registry.server.store.etcd.gateway.Change;
import dev.runspec.registry.server.store.etcd.gateway.KeyValue;
import dev.runspec.registry.server.store.etcd.gateway.SimulatedEtcd;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from etcd what a replica would. */
final class Decoder {

  private final Keys keys;
  private final Shelf shelf;
  private final RecordReader reader;
  private final IdentityHashMap<KeyValue, Filed> read = new IdentityHashMap<>();

  Decoder(Keys keys) {
    this.keys = keys;
    this.shelf = new Shelf(keys);
    this.reader = new RecordReader(shelf::definition);
  }

  /**
   * An instance as etcd has it.
   *
   * @param told what is told of it; null when it is not there
   * @param life the key that says that it lives
   * @param deadSince since when it does not, if somebody wrote that down
   */
  record Found(@Nullable Told told, @Nullable KeyValue life, @Nullable Instant deadSince) {}

  /** The instance that a key is about. */
  @Nullable InstanceId instance(String key) {
    for (String folder : new String[] {keys.records(), keys.lives(), keys.deaths()}) {
      if (key.startsWith(folder)) {
        return new InstanceId(key.substring(folder.length()));
      }
    }
    return null;
  }

  Found read(SimulatedEtcd etcd, InstanceId id) {
    long now = Long.MAX_VALUE;
    KeyValue record = etcd.present(keys.record(id), now);
    KeyValue life = etcd.present(keys.life(id), now);
    KeyValue death = etcd.present(keys.death(id), now);
    if (record == null) {
      return new Found(null, life, null);
    }
    Filed filed = read.computeIfAbsent(record, it -> Filed.read(it.value(), shelf::large, reader));
    Standing standing =
        life != null
            ? Stamp.read(life.value()).standing()
            : death != null ? Stamp.read(death.value()).standing() : Standing.STALE;
    Instant deadSince = life == null && death != null ? Stamp.read(death.value()).since() : null;
    return new Found(new Told(filed.registration(), standing, filed.isDraining()), life, deadSince);
  }

  /** Notes which definitions are there. */
  void follow(Set<String> definitions, Change change) {
    String key = change.after().key();
    if (key.startsWith(keys.definitions())) {
      String hash = key.substring(keys.definitions().length());
      if (change.isDeletion()) {
        definitions.remove(hash); // the shelf keeps it, so that what refers to it can be told
      } else {
        definitions.add(hash);
        shelf.put(key, change.after().value(), change.after().modRevision());
      }
    }
  }
}
