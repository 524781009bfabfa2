package dev.runspec.registry.cli.policy;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a rule has against a run.
 *
 * @param what what is refused
 * @param accepted what would not be
 */
record Objection(String what, String accepted) {

  private static final int MOST = 8;

  /** The entries of a member of a rule, in words. */
  static String listed(String member, List<?> entries) {
    if (entries.isEmpty()) {
      return "what its " + member + " would name, and it names none";
    }
    String some =
        entries.stream()
            .limit(MOST)
            .map(each -> each.toString().isEmpty() ? "\"\"" : each.toString())
            .collect(Collectors.joining(", "));
    return "its " + member + ": " + some + (entries.size() > MOST ? ", …" : "");
  }
}
