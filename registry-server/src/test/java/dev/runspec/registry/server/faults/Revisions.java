package dev.runspec.registry.server.faults;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Which revisions were acknowledged when, by any replica. */
final class Revisions {

  private static final int MOST = 20_000;

  private final ConcurrentSkipListMap<Long, Long> acknowledged = new ConcurrentSkipListMap<>();

  void acknowledged(long revision, long time) {
    Long unused = acknowledged.putIfAbsent(revision, time);
    if (acknowledged.size() > MOST) {
      Map.Entry<Long, Long> unusedOldest = acknowledged.pollFirstEntry();
    }
  }

  /** How long a newer revision had been acknowledged, in nanoseconds; 0 if none had. */
  long age(long revision, long time) {
    Map.Entry<Long, Long> next = acknowledged.higherEntry(revision);
    return next == null ? 0 : Math.max(0, time - next.getValue());
  }

  /** The newest. */
  long newest() {
    Map.Entry<Long, Long> last = acknowledged.lastEntry();
    return last == null ? 0 : last.getKey();
  }
}
