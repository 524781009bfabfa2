package dev.runspec.registry.cli.run;

import java.util.ArrayList;
import java.util.List;

/**
 * How fast, and in which steps, a tool is run on several hosts.
 *
 * @param parallel how many at the same time
 * @param canary how many alone at first, all of which must end well; 0 for none
 * @param batch how many in a step that ends before the next begins; 0 for all
 * @param limit how many may fail before no more are begun
 */
public record Pace(int parallel, int canary, int batch, FailureLimit limit) {

  public Pace {
    if (parallel < 1 || canary < 0 || batch < 0) {
      throw new IllegalArgumentException("not a pace: " + parallel + ", " + canary + ", " + batch);
    }
  }

  /** The steps, none of them empty. */
  <T> List<List<T>> steps(List<T> all) {
    List<List<T>> steps = new ArrayList<>();
    int at = Math.min(canary, all.size());
    if (at > 0) {
      steps.add(all.subList(0, at));
    }
    int size = batch == 0 ? all.size() : batch;
    for (; at < all.size(); at = Math.min(all.size(), at + size)) {
      steps.add(all.subList(at, Math.min(all.size(), at + size)));
    }
    return steps;
  }
}
