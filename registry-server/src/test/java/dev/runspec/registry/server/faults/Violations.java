package dev.runspec.registry.server.faults;

import java.util.ArrayList;
import java.util.List;

/** What was not as promised. */
final class Violations {

  /** One thing that goes wrong may be seen thousands of times. */
  private static final int MOST = 100;

  private final List<String> found = new ArrayList<>();
  private int count;
  private int late;

  synchronized void add(String what) {
    count++;
    if (found.size() < MOST) {
      found.add(what);
    }
  }

  /** One of those that a machine which stands still brings about by itself. */
  synchronized void addLate(String what) {
    late++;
    add(what);
  }

  /** Whether something is wrong, and no more than that it took too long. */
  synchronized boolean areOnlyLate() {
    return count > 0 && count == late;
  }

  /** What was found since this was asked last. */
  synchronized List<String> take() {
    List<String> taken = new ArrayList<>(found);
    if (count > taken.size()) {
      taken.add((count - taken.size()) + " more");
    }
    found.clear();
    count = 0;
    late = 0;
    return taken;
  }
}
