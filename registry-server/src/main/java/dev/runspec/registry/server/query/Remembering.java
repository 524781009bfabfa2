package dev.runspec.registry.server.query;

import dev.runspec.registry.server.query.Expression.Match;
import java.util.IdentityHashMap;

/** A subject that is asked the same again and again, and looks only once. Belongs to one thread. */
final class Remembering implements Subject {

  private final Subject subject;
  private final IdentityHashMap<Match, Boolean> answers = new IdentityHashMap<>();

  Remembering(Subject subject) {
    this.subject = subject;
  }

  @Override
  public Value value(Selector selector, Work work) {
    return subject.value(selector, work);
  }

  @Override
  public boolean matches(Match match, Work work) {
    work.spend(5);
    Boolean known = answers.get(match);
    if (known == null) {
      known = subject.matches(match, work);
      answers.put(match, known);
    }
    return known;
  }
}
