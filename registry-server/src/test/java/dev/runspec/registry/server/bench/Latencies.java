package dev.runspec.registry.server.bench;

/** Many times, each kept to the microsecond; of those beyond a second, how long the longest was. */
final class Latencies {

  private static final int LONGEST = 1_000_000;

  private final int[] micros = new int[LONGEST + 1];
  private long count;
  private long longest;

  void add(long nanos) {
    micros[(int) Math.min(LONGEST, nanos / 1000)]++;
    count++;
    longest = Math.max(longest, nanos / 1000);
  }

  long count() {
    return count;
  }

  /** Microseconds that this share of them did not exceed. */
  long percentile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int at = 0; at < LONGEST; at++) {
      seen += micros[at];
      if (seen >= wanted) {
        return at;
      }
    }
    return longest;
  }
}
