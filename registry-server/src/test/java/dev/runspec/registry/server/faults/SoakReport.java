package dev.runspec.registry.server.faults;

import dev.runspec.registry.server.faults.Tally.Count;
import dev.runspec.registry.server.faults.Tally.Longest;
import dev.runspec.registry.server.faults.Tally.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What a soak found, for people.
 *
 * @param time how long it was to last
 * @param seed of all that was left to chance
 * @param agents how many there were
 */
record SoakReport(Duration time, long seed, int agents, List<Round> rounds) {

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # What breaking it showed

        Written by `bin/soak %d %d`: three replicas on an etcd of three members, each a process of its own, on one machine of %d cores.
        %d agents beat every second, so an instance is stale after three. They register, publish, drain, leave and fall silent, while everything is looked up at all replicas and
        read along with as events. One thing after the other breaks, in any order and for a time that is left to chance. After each, writes stop and everything is compared.

        What must hold, or is counted as a violation:
        - Every acknowledged write is seen on every replica. Of what was not answered, and repeated, either may be seen: a frozen replica may do it late.
        - All replicas list the same, byte for byte, and the same as their events say, whose ids only grow.
        - Nobody who beats is listed stale for longer than one beat after the recovery (and %s for what is collected on the way); while etcd has no leader, lacks a follower, or is
          stopped for half a time to live, nobody at all.
        - Nobody silent is listed live beyond its time to live (and %s for what is collected on the way, and etcd's own delay). It begins anew when etcd gets another leader.
          What an agent gave up may be done a little later, and then it was heard of: for %s nothing is said of it.
        - An answer that is older than %s says so. Every lookup is answered, every refused write says when to come back.

        """
            .formatted(
                time.toMinutes(),
                seed,
                Runtime.getRuntime().availableProcessors(),
                agents,
                seconds(Pace.REVIVAL),
                seconds(Pace.EXPIRY),
                seconds(Pace.ECHO),
                seconds(Pace.UNSAID)));
    row(
        text,
        List.of(
            "What broke",
            "rounds",
            "writes",
            "beats",
            "lookups",
            "events",
            "longest without a write",
            "longest stale although it beats, meanwhile",
            "… after the recovery",
            "longest live after its time",
            "oldest answer that did not say so",
            "longest to agree",
            "given-up writes seen",
            "violations"));
    row(text, Collections.nCopies(14, "---"));
    for (Fault fault : Fault.values()) {
      add(text, fault.title(), rounds.stream().filter(round -> round.fault() == fault).toList());
    }
    add(text, "all", rounds);
    List<String> violations =
        rounds.stream().flatMap(round -> round.violations().stream()).toList();
    if (!violations.isEmpty()) {
      text.append("\nViolations:\n");
      violations.forEach(each -> text.append("- ").append(each).append('\n'));
    }
    return text.toString();
  }

  private static void add(StringBuilder text, String title, List<Round> rounds) {
    Numbers numbers = rounds.stream().map(Round::numbers).reduce(Numbers.NONE, Numbers::and);
    List<String> cells = new ArrayList<>();
    cells.add(title);
    cells.add(number(rounds.size()));
    for (Count count : List.of(Count.WRITES, Count.BEATS, Count.LOOKUPS, Count.EVENTS)) {
      cells.add(number(numbers.of(count)));
    }
    for (Longest longest : Longest.values()) {
      cells.add(seconds(numbers.of(longest)));
    }
    cells.add(number(numbers.of(Count.LATE_WRITES)));
    cells.add(number(rounds.stream().mapToLong(round -> round.violations().size()).sum()));
    row(text, cells);
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
