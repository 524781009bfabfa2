package dev.runspec.registry.server.query;

import java.util.List;

/** A filter as a tree. Immutable. */
sealed interface Expression {

  boolean holds(Subject subject, Work work);

  /** All of these. */
  record All(List<Expression> parts) implements Expression {
    @Override
    public boolean holds(Subject subject, Work work) {
      for (Expression part : parts) {
        if (!part.holds(subject, work)) {
          return false;
        }
      }
      return true;
    }
  }

  /** At least one of these. */
  record Any(List<Expression> parts) implements Expression {
    @Override
    public boolean holds(Subject subject, Work work) {
      for (Expression part : parts) {
        if (part.holds(subject, work)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Not this. */
  record Not(Expression part) implements Expression {
    @Override
    public boolean holds(Subject subject, Work work) {
      return !part.holds(subject, work);
    }
  }

  /** This question about this value. */
  record Match(Selector selector, Check check) implements Expression {
    @Override
    public boolean holds(Subject subject, Work work) {
      return subject.matches(this, work);
    }
  }
}
