package dev.runspec.registry.cli.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of hosts in short: {@code db-1, web-[01-20].example.org}. */
final class HostRanges {

  private static final Pattern NUMBERED = Pattern.compile("(.*?)([0-9]{1,9})([^0-9]*)");

  private HostRanges() {}

  static String of(Collection<String> names) {
    List<Run> runs = new ArrayList<>();
    for (String name : new TreeSet<>(names)) {
      Run next = Run.of(name);
      Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (last != null && next.follows(last)) {
        runs.set(runs.size() - 1, last.until(next));
      } else {
        runs.add(next);
      }
    }
    return String.join(", ", runs.stream().map(Run::shown).toList());
  }

  /**
   * Neighbours that differ in one number of the same width.
   *
   * @param first the number as it is written; empty for a name without one
   */
  private record Run(String before, String first, String last, String after) {

    static Run of(String name) {
      Matcher numbered = NUMBERED.matcher(name);
      return numbered.matches()
          ? new Run(numbered.group(1), numbered.group(2), numbered.group(2), numbered.group(3))
          : new Run(name, "", "", "");
    }

    boolean follows(Run other) {
      return !first.isEmpty()
          && before.equals(other.before)
          && after.equals(other.after)
          && first.length() == other.last.length()
          && Integer.parseInt(first) == Integer.parseInt(other.last) + 1;
    }

    Run until(Run other) {
      return new Run(before, first, other.last, after);
    }

    String shown() {
      String number = first.equals(last) ? first : "[" + first + "-" + last + "]";
      return before + number + after;
    }
  }
}
