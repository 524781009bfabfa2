package dev.runspec.registry.cli.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * The user that a runnable's {@code run_as} names on one host: a name, {@code $VARIABLE}, or a
 * table of exact hosts, then patterns in the order of the file, then a default.
 *
 * @param user the user; empty means nobody else
 * @param warnings what the person who starts the agent should know, one line each
 */
record RunAs(String user, List<String> warnings) {

  private static final String KEY = "run_as";
  private static final RunAs NOBODY_ELSE = new RunAs("", List.of());

  static RunAs of(Section runnable, AgentEnvironment environment) {
    if (runnable.isSection(KEY)) {
      return runnable.section(KEY).map(table -> table(table, environment)).orElse(NOBODY_ELSE);
    }
    Optional<Object> value = runnable.value(KEY);
    if (value.isEmpty()) {
      return NOBODY_ELSE;
    }
    if (!(value.get() instanceof String name)) {
      throw runnable.mistyped(KEY, "a user in quotes, \"$VARIABLE\", or a table");
    }
    if (!name.startsWith("$")) {
      return new RunAs(name, List.of());
    }
    String user = environment.variables().get(name.substring(1));
    if (user != null) {
      return new RunAs(user, List.of());
    }
    String warning = name + " is not set, so nobody else is become";
    return new RunAs("", List.of(runnable.remark(KEY, warning)));
  }

  private static RunAs table(Section table, AgentEnvironment environment) {
    String host = environment.host().value();
    List<RunAs> inOrder = new ArrayList<>();
    table
        .section("hosts")
        .ifPresent(
            hosts -> {
              for (String exact : hosts.keys()) {
                RunAs user = literal(hosts, exact);
                if (exact.equals(host)) {
                  inOrder.add(user);
                }
              }
            });
    table
        .section("patterns")
        .ifPresent(
            patterns -> {
              for (String pattern : patterns.keys()) {
                RunAs user = literal(patterns, pattern);
                if (matches(patterns, pattern, host)) {
                  inOrder.add(user);
                }
              }
            });
    inOrder.add(literal(table, "default"));
    return inOrder.get(0);
  }

  /** The user under {@code key}, as it is: a table looks up no variables. */
  private static RunAs literal(Section users, String key) {
    String user = users.text(key).orElse("");
    List<String> warnings =
        user.startsWith("$")
            ? List.of(users.remark(key, user + " is not looked up within a table"))
            : List.of();
    return new RunAs(user, warnings);
  }

  private static boolean matches(Section patterns, String pattern, String host) {
    try {
      return PythonPattern.compile(pattern).matcher(host).matches();
    } catch (PatternSyntaxException e) {
      throw patterns.refused(
          pattern,
          "is not a pattern (" + e.getDescription() + ")",
          "a Python regular expression such as \"db-[0-9]+\"");
    }
  }
}
