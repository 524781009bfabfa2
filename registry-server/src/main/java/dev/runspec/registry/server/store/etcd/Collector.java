package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.server.store.etcd.Shelf.Condemned;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.Txn;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Removes from the shelf what no record refers to any more. First it condemns: from then on,
 * whoever refers to one of these has to take the sentence back in the same transaction. Once
 * everything up to the sentence is seen and still nobody refers to them, they go, on condition that
 * the sentence stands.
 */
final class Collector {

  /** At most 128 operations are in one transaction, and each of these takes two. */
  private static final int MOST_AT_ONCE = 60;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Etcd etcd;
  private final Keys keys;
  private final Shelf shelf;
  private final Mirror mirror;
  private final Crew crew;
  private Set<String> idleBefore = Set.of();

  Collector(Etcd etcd, Keys keys, Shelf shelf, Mirror mirror, Crew crew) {
    this.etcd = etcd;
    this.keys = keys;
    this.shelf = shelf;
    this.mirror = mirror;
    this.crew = crew;
  }

  /**
   * Removes what was not referred to when this was called the last time, and is not now.
   *
   * @return how many went
   */
  int collect(Feed feed) throws InterruptedException {
    Set<String> idle = idle(shelf.hashes());
    Set<String> candidates = new TreeSet<>(idle);
    candidates.retainAll(idleBefore);
    int gone = 0;
    while (!candidates.isEmpty()) {
      Set<String> batch = new TreeSet<>(candidates.stream().limit(MOST_AT_ONCE).toList());
      candidates.removeAll(batch);
      gone += collect(batch, feed);
    }
    idleBefore = idle;
    return gone;
  }

  private int collect(Set<String> batch, Feed feed) throws InterruptedException {
    Condemned before = shelf.condemned();
    Txn.Result sentence =
        etcd.commit(
            new Txn()
                .ifWrittenAt(keys.condemned(), before.revision())
                .put(keys.condemned(), Condemned.write(batch), 0));
    if (!sentence.isDone() || !crew.await(feed, sentence.revision(), PATIENCE)) {
      return 0; // another replica collects, or somebody was rescued: next time
    }
    Set<String> doomed = idle(batch);
    Txn execution = new Txn().ifWrittenAt(keys.condemned(), sentence.revision());
    for (String hash : doomed) {
      String folder = shelf.isDefinition(hash) ? keys.definitions() : keys.large();
      execution.delete(folder + hash).deleteAll(keys.parts(hash));
    }
    execution.put(keys.condemned(), Condemned.write(Set.of()), 0);
    return etcd.commit(execution).isDone() ? doomed.size() : 0;
  }

  /** Those of {@code hashes} to which no record refers. */
  private Set<String> idle(Collection<String> hashes) {
    Set<String> idle = new HashSet<>(hashes);
    for (Entry entry : mirror.entries()) {
      Filed filed = entry.record().value();
      if (filed.large() != null) {
        idle.remove(filed.large());
      }
      filed.registration().publishedTools().forEach(tool -> idle.remove(tool.definition().hash()));
    }
    return idle;
  }
}
