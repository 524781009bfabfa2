package dev.runspec.registry.server.bench;

import java.util.Arrays;
import java.util.Locale;

/** Many measured times, and what is told of them. */
final class Figures {

  private final long[] nanos;

  Figures(long[] nanos) {
    this.nanos = nanos.clone();
    Arrays.sort(this.nanos);
  }

  String median() {
    return microseconds((double) at(0.5));
  }

  String percentile99() {
    return microseconds((double) at(0.99));
  }

  String greatest() {
    return microseconds((double) at(1));
  }

  private long at(double share) {
    return nanos[(int) Math.min(nanos.length - 1, Math.floor(share * nanos.length))];
  }

  static String microseconds(double nanos) {
    return String.format(Locale.ROOT, "%,.0f µs", nanos / 1000);
  }

  static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / (1 << 20));
  }
}
