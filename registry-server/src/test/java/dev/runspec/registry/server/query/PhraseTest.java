package dev.runspec.registry.server.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PhraseTest {

  @Property
  void aPhraseIsFoundWhereAJavaStringFindsIt(
      @ForAll("texts") String text, @ForAll("texts") String phrase) {
    assertThat(Phrase.exactly(phrase).isIn(text, Things.plenty())).isEqualTo(text.contains(phrase));
    assertThat(Phrase.inAnyCase(phrase).isIn(text, Things.plenty()))
        .isEqualTo(containsInAnyCase(text, phrase));
  }

  private static boolean containsInAnyCase(String text, String phrase) {
    for (int at = 0; at + phrase.length() <= text.length(); at++) {
      if (text.regionMatches(true, at, phrase, 0, phrase.length())) {
        return true;
      }
    }
    return phrase.isEmpty();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("aAbBäÄßıİ").ofMaxLength(12);
  }

  @Test
  void textsThatAreAlmostThePhraseCostNoMore() {
    String text = "a".repeat(1 << 20);
    Phrase phrase = Phrase.inAnyCase("a".repeat(500) + "b");

    assertThat(phrase.isIn(text, new Work(2L << 20))).isFalse();
    assertThatThrownBy(() -> phrase.isIn(text, new Work(1000))).isInstanceOf(Work.UsedUp.class);
  }

  @Test
  void phrasesInAnyCaseAreEqualInAnyCase() {
    assertThat(Phrase.inAnyCase("Web"))
        .isEqualTo(Phrase.inAnyCase("wEB"))
        .hasSameHashCodeAs(Phrase.inAnyCase("wEB"))
        .isNotEqualTo(Phrase.exactly("web"));
  }
}
