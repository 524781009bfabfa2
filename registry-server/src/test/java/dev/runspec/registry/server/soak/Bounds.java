package dev.runspec.registry.server.soak;

import java.util.ArrayList;
import java.util.List;

/** Judges whether something grew. */
final class Bounds {

  /** Fewer samples say nothing. */
  private static final int FEWEST = 9;

  private Bounds() {}

  /**
   * How something developed within a life or from one to another.
   *
   * @param where in which life or lives
   */
  record Growth(String where, Gauge gauge, long before, long after) {

    boolean isTooMuch() {
      return after > gauge.most(before);
    }

    @Override
    public String toString() {
      return "%s of %s went from %s to %s, allowed are %s more"
          .formatted(
              gauge.title(), where, gauge.show(before), gauge.show(after), gauge.allowance());
    }
  }

  /** Everything that can be compared in these lives. */
  static List<Growth> of(List<Life> lives) {
    List<Growth> all = new ArrayList<>();
    Life reference = null;
    for (Life life : lives) {
      List<Sample> settled = life.settled();
      if (settled.size() < FEWEST) {
        continue;
      }
      int third = settled.size() / 3;
      List<Sample> begin = settled.subList(0, third);
      List<Sample> end = settled.subList(settled.size() - third, settled.size());
      for (Gauge gauge : Gauge.values()) {
        all.add(
            new Growth(
                "life " + life.number(),
                gauge,
                Sample.median(begin, gauge),
                Sample.median(end, gauge)));
      }
      if (reference == null) {
        reference = life;
      } else {
        all.addAll(across(reference, life, end));
      }
    }
    return all;
  }

  private static List<Growth> across(Life reference, Life life, List<Sample> end) {
    List<Sample> before = reference.settled();
    List<Sample> last = before.subList(before.size() - before.size() / 3, before.size());
    List<Growth> all = new ArrayList<>();
    for (Gauge gauge : Gauge.values()) {
      all.add(
          new Growth(
              "lives " + reference.number() + " to " + life.number(),
              gauge,
              Sample.median(last, gauge),
              Sample.median(end, gauge)));
    }
    return all;
  }
}
