package dev.runspec.registry.server.query;

import dev.runspec.registry.server.query.Expression.Match;

/** One tool on one host, as filters of tools see it: each part answers for its fields. */
record OfferSubject(Subject agent, Subject execution, Subject definition) implements Subject {

  @Override
  public Value value(Selector selector, Work work) {
    return part(selector).value(selector, work);
  }

  @Override
  public boolean matches(Match match, Work work) {
    return part(match.selector()).matches(match, work);
  }

  private Subject part(Selector selector) {
    return switch (selector.field()) {
      case "host", "instance", "instance_id", "version", "state", "labels", "ssh" -> agent;
      case "run_as",
          "run-as",
          "x-run-as",
          "command",
          "x-command",
          "become_method",
          "x-become-method",
          "become_flags",
          "x-become-flags" ->
          execution;
      default -> definition;
    };
  }
}
