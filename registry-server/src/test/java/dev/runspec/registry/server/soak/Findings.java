package dev.runspec.registry.server.soak;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was not as promised, and how often what was answered. */
final class Findings {

  /** One thing that goes wrong may be seen in thousands of ways. */
  private static final int MOST = 100;

  private final Map<String, Integer> violations = new LinkedHashMap<>();
  private final Map<String, Map<Integer, Long>> answers = new TreeMap<>();
  private long answered;

  synchronized void violation(String what) {
    if (violations.size() < MOST || violations.containsKey(what)) {
      violations.merge(what, 1, Integer::sum);
    }
  }

  synchronized void answered(String kind, int status) {
    answers.computeIfAbsent(kind, unused -> new TreeMap<>()).merge(status, 1L, Long::sum);
    answered++;
  }

  synchronized List<String> violations() {
    return violations.entrySet().stream()
        .map(
            each ->
                each.getValue() == 1 ? each.getKey() : each.getValue() + " times: " + each.getKey())
        .toList();
  }

  /** How many answers of which status each kind of request got. */
  synchronized Map<String, Map<Integer, Long>> answers() {
    Map<String, Map<Integer, Long>> copy = new TreeMap<>();
    answers.forEach((kind, counts) -> copy.put(kind, new TreeMap<>(counts)));
    return copy;
  }

  synchronized long answered() {
    return answered;
  }
}
