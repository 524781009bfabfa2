package dev.runspec.registry.server.faults;

import dev.runspec.registry.Instance;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All that a registry may know of one instance, after requests that were acknowledged and attempts
 * that were given up. An acknowledged request is done, and its effect lasts until the next one. An
 * attempt without an answer lingers: it may be done at any later time, for instance when a frozen
 * replica goes on.
 */
final class Possible {

  /** The attempts, and when they were given up last. */
  private final Map<Step, Long> lingering = new LinkedHashMap<>();

  private Set<Known> states = Set.of(Known.NOTHING);

  /** This step was acknowledged. */
  synchronized void done(Step step) {
    Set<Known> after = new LinkedHashSet<>();
    for (Known state : states) {
      after.add(step.after(state));
    }
    states = withLingering(after);
  }

  /** An attempt at this step was given up. */
  synchronized void givenUp(Step step) {
    if (lingering.put(step, System.nanoTime()) == null) {
      states = withLingering(states);
    }
  }

  /** Whether an attempt was given up later than this. */
  synchronized boolean isGivenUpSince(long time) {
    return lingering.values().stream().anyMatch(last -> last - time > 0);
  }

  /** Whether an instance may be shown like that. */
  synchronized boolean allows(Instance shown) {
    return states.stream().anyMatch(state -> state.isShownAs(shown));
  }

  /** Whether it may stand like that. */
  synchronized boolean mayBe(Predicate<Known> standing) {
    return states.stream().anyMatch(standing);
  }

  /** What was seen when nothing lingered any more: from here on only that is possible. */
  synchronized Known settle(Instance seen) {
    lingering.clear();
    // What is not shown of it, such as that one who left is drained, is as it may be.
    Known known =
        states.stream().filter(state -> state.isShownAs(seen)).findFirst().orElse(Known.of(seen));
    states = Set.of(known);
    return known;
  }

  private Set<Known> withLingering(Set<Known> from) {
    Set<Known> all = new LinkedHashSet<>(from);
    Deque<Known> open = new ArrayDeque<>(from);
    while (!open.isEmpty()) {
      Known state = open.remove();
      for (Step step : lingering.keySet()) {
        Known after = step.after(state);
        if (all.add(after)) {
          open.add(after);
        }
      }
    }
    return all;
  }

  @Override
  public synchronized String toString() {
    return states + ", given up " + lingering.keySet();
  }
}
