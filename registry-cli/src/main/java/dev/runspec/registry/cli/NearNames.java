package dev.runspec.registry.cli;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that somebody may have meant. */
public final class NearNames {

  private static final int MOST = 3;

  private NearNames() {}

  /** Those of {@code known} that are a slip or two away from {@code name}, the nearest first. */
  public static List<String> of(String name, Collection<String> known) {
    int farthest = Math.max(1, Math.min(3, name.length() / 3));
    record Candidate(String name, int distance) {}
    return known.stream()
        .distinct()
        .filter(other -> Math.abs(other.length() - name.length()) <= farthest)
        .map(other -> new Candidate(other, distance(name, other)))
        .filter(candidate -> candidate.distance() <= farthest)
        .sorted(
            comparingInt(Candidate::distance)
                .thenComparing(Candidate::name, Comparator.naturalOrder()))
        .limit(MOST)
        .map(Candidate::name)
        .toList();
  }

  /** {@code ; did you mean deploy or deploy-all?}, or nothing when no name is near. */
  public static String question(String name, Collection<String> known) {
    List<String> near = of(name, known);
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  /** Insertions, deletions, substitutions and swaps of neighbours, without regard to case. */
  static int distance(String one, String other) {
    String left = one.toLowerCase(Locale.ROOT);
    String right = other.toLowerCase(Locale.ROOT);
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        boolean isSame = left.charAt(i - 1) == right.charAt(j - 1);
        int best = cost[i - 1][j - 1] + (isSame ? 0 : 1);
        best = Math.min(best, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1)) {
          best = Math.min(best, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = best;
      }
    }
    return cost[left.length()][right.length()];
  }
}
