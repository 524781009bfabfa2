package dev.runspec.registry.server.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the rounds of one measurement gave: their middle, and how far they lie apart. */
record Spread(double median, double least, double greatest) {

  static Spread of(double[] rounds) {
    double[] sorted = rounds.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  static Spread of(List<Double> rounds) {
    return of(rounds.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Of the ratios of rounds that followed each other. */
  static Spread ratio(double[] rounds, double[] reference) {
    double[] ratios = new double[rounds.length];
    for (int at = 0; at < ratios.length; at++) {
      ratios[at] = rounds[at] / reference[at];
    }
    return of(ratios);
  }

  /** Such as {@code 78,298 (71,004–80,112)}. */
  String text(String format) {
    String each = "%" + format;
    return String.format(
        Locale.ROOT, each + " (" + each + "–" + each + ")", median, least, greatest);
  }
}
