package dev.runspec.registry.server.query;

import dev.runspec.registry.server.query.Expression.Match;

/** What a filter looks at. */
interface Subject {

  /** What the selector stands for. */
  Value value(Selector selector, Work work);

  /** Whether the value that is asked about is as asked. */
  default boolean matches(Match match, Work work) {
    return match.check().holds(value(match.selector(), work), work);
  }
}
