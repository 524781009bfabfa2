package dev.runspec.registry.server.faults;

import java.util.ArrayList;
import java.util.List;

/** What was not as promised. */
final class Violations {

  /** One thing that goes wrong may be seen thousands of times. */
  private static final int MOST = 100;

  private final List<String> found = new ArrayList<>();
  private int count;

  synchronized void add(String what) {
    count++;
    if (found.size() < MOST) {
      found.add(what);
    }
  }

  /** What was found since this was asked last. */
  synchronized List<String> take() {
    List<String> taken = new ArrayList<>(found);
    if (count > taken.size()) {
      taken.add((count - taken.size()) + " more");
    }
    found.clear();
    count = 0;
    return taken;
  }
}
