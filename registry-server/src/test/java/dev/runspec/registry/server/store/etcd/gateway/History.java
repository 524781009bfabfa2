package dev.runspec.registry.server.store.etcd.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every key at every revision, back to where it was compacted. */
public final class History {

  private final TreeMap<String, TreeMap<Long, Change>> keys = new TreeMap<>();
  private final Map<Long, List<Change>> changes = new HashMap<>();
  private long revision = 1;
  private long compacted;

  History copy() {
    History copy = new History();
    keys.forEach((key, versions) -> copy.keys.put(key, new TreeMap<>(versions)));
    changes.forEach((at, all) -> copy.changes.put(at, new ArrayList<>(all)));
    copy.revision = revision;
    copy.compacted = compacted;
    return copy;
  }

  long revision() {
    return revision;
  }

  long compacted() {
    return compacted;
  }

  /** A key as it was then; null when it was not there. */
  @Nullable KeyValue at(String key, long then) {
    TreeMap<Long, Change> versions = keys.get(key);
    Map.Entry<Long, Change> last = versions == null ? null : versions.floorEntry(then);
    return last == null || last.getValue().isDeletion() ? null : last.getValue().after();
  }

  List<KeyValue> list(String from, String to, long then, int most) {
    List<KeyValue> found = new ArrayList<>();
    for (String key : keys.subMap(from, to).keySet()) {
      KeyValue there = at(key, then);
      if (there != null) {
        found.add(there);
        if (found.size() == most) {
          break;
        }
      }
    }
    return found;
  }

  /** What happened at a revision. */
  List<Change> changes(long at) {
    return changes.getOrDefault(at, List.of());
  }

  void add(Change change) {
    KeyValue after = change.after();
    keys.computeIfAbsent(after.key(), key -> new TreeMap<>()).put(after.modRevision(), change);
    changes.computeIfAbsent(after.modRevision(), at -> new ArrayList<>()).add(change);
  }

  void reach(long next) {
    revision = next;
  }

  void compact(long at) {
    compacted = Math.max(compacted, at);
  }
}
