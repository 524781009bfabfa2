package dev.runspec.registry.server.query;

import java.util.Collection;

/** A question about one value. */
sealed interface Check {

  boolean holds(Value value, Work work);

  /** The text, or one element of the list, is this text. */
  record Equal(String text) implements Check {
    @Override
    public boolean holds(Value value, Work work) {
      return switch (value) {
        case Value.Text single -> {
          work.spend(Work.LOOK);
          yield single.text().equals(text);
        }
        case Value.Several several -> contains(several.elements(), text, work);
        case Value.Members members -> false;
        case Value.Nothing nothing -> false;
      };
    }
  }

  /** The text holds this phrase, or the list this element, or the object this member. */
  record Holding(String text, Phrase phrase) implements Check {

    static Holding of(String text) {
      return new Holding(text, Phrase.exactly(text));
    }

    @Override
    public boolean holds(Value value, Work work) {
      return switch (value) {
        case Value.Text single -> phrase.isIn(single.text(), work);
        case Value.Several several -> contains(several.elements(), text, work);
        case Value.Members members -> contains(members.names(), text, work);
        case Value.Nothing nothing -> false;
      };
    }
  }

  /** The pattern is found in the text, in an element of the list, or in the name of a member. */
  record Matching(LinearPattern pattern) implements Check {
    @Override
    public boolean holds(Value value, Work work) {
      return switch (value) {
        case Value.Text single -> pattern.isFoundIn(single.text(), work);
        case Value.Several several -> isFoundInAny(several.elements(), work);
        case Value.Members members -> isFoundInAny(members.names(), work);
        case Value.Nothing nothing -> false;
      };
    }

    private boolean isFoundInAny(Collection<String> texts, Work work) {
      for (String text : texts) {
        if (pattern.isFoundIn(text, work)) {
          return true;
        }
      }
      return false;
    }
  }

  /** There is nothing, or nothing in it. */
  record Empty() implements Check {
    @Override
    public boolean holds(Value value, Work work) {
      work.spend(Work.LOOK);
      return switch (value) {
        case Value.Text single -> single.text().isEmpty();
        case Value.Several several -> several.elements().isEmpty();
        case Value.Members members -> members.names().isEmpty();
        case Value.Nothing nothing -> true;
      };
    }
  }

  private static boolean contains(Collection<String> texts, String text, Work work) {
    work.spend(Work.LOOK + 10L * texts.size());
    return texts.contains(text);
  }
}
