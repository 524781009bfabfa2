package dev.runspec.registry.cli.run;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of a run on several hosts.
 *
 * @param outcomes one for each host, those that went well first
 * @param time how long it took
 */
public record Summary(List<HostOutcome> outcomes, Duration time) {

  /** More hosts than this, and those that went well are only counted. */
  private static final int MOST_SHOWN = 30;

  public Summary {
    outcomes =
        outcomes.stream()
            .sorted(
                Comparator.comparing(HostOutcome::outcome)
                    .thenComparing(HostOutcome::host, Comparator.naturalOrder()))
            .toList();
  }

  /**
   * The highest code of all hosts; those that were skipped do not count. 125 when nothing was tried
   * anywhere.
   */
  public int exitCode() {
    return outcomes.stream()
        .filter(each -> each.outcome() != Outcome.SKIPPED)
        .mapToInt(HostOutcome::code)
        .max()
        .orElse(125);
  }

  /** The hosts that a table should name. */
  public List<HostOutcome> rows() {
    return outcomes.size() <= MOST_SHOWN
        ? outcomes
        : outcomes.stream().filter(each -> each.outcome() != Outcome.OK).toList();
  }

  /** How many there are of each outcome, those that there are. */
  Map<Outcome, Integer> counts() {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    outcomes.forEach(each -> counts.merge(each.outcome(), 1, Integer::sum));
    return counts;
  }

  /** {@code 18 ok, 1 failed, 1 unreachable in 2.3 s}. */
  public String inWords() {
    List<String> parts =
        counts().entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey().word())
            .toList();
    return String.join(", ", parts)
        + String.format(Locale.ROOT, " in %.1f s", time.toMillis() / 1000.0);
  }
}
