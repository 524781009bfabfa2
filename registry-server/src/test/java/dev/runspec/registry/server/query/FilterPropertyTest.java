package dev.runspec.registry.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What must hold for any filter, however odd. */
class FilterPropertyTest {

  private static final Pattern MESSAGE = Pattern.compile("column ([0-9]+): expected .+");

  private static final List<String> FIELDS = List.of("text", "list", "map", "none", "odd");

  @Property(tries = 3000)
  void whateverComesIsReadOrRefusedAtAColumnOfIt(@ForAll("scraps") String filter) {
    try {
      Filter read = Filter.parse(filter, Things.ANYTHING);
      read.accepts(Things.WEB, Things.plenty());
    } catch (InvalidFilter refusal) {
      Matcher told = MESSAGE.matcher(String.valueOf(refusal.getMessage()));
      assertThat(told.lookingAt()).as(refusal.getMessage()).isTrue();
      assertThat(Integer.parseInt(told.group(1))).isBetween(1, filter.length() + 1);
    }
  }

  @Property(tries = 2000)
  void aFilterSaysWhatItsPartsSay(
      @ForAll("filters") Reference filter, @ForAll("things") Map<List<String>, Value> thing) {
    Subject subject = Things.of(thing);
    boolean expected = filter.meaning().test(thing);

    assertThat(Things.accepts(filter.text(), subject)).as(filter.text()).isEqualTo(expected);
    assertThat(Things.accepts(filter.text(), new Remembering(subject)))
        .as(filter.text())
        .isEqualTo(expected);
  }

  /** A filter, and what it means by the book. */
  record Reference(String text, Predicate<Map<List<String>, Value>> meaning) {}

  @Provide
  Arbitrary<String> scraps() {
    Arbitrary<String> words =
        Arbitraries.of(
            "and",
            "or",
            "not",
            "in",
            "is",
            "empty",
            "contains",
            "matches",
            "==",
            "!=",
            "=",
            "(",
            ")",
            "[",
            "]",
            "name",
            "labels.env",
            "labels",
            "x.y",
            ".",
            "..",
            "\"",
            "`",
            "\\",
            "\"x\"",
            "`y`",
            "\"(\"",
            "\"a{9}{9}\"",
            "1.0",
            "-5",
            "é",
            "🚀",
            "\uD83D",
            "\u0000",
            "");
    Arbitrary<String> blanks = Arbitraries.of(" ", "", "\t");
    return Arbitraries.oneOf(
        Combinators.combine(words.list().ofMaxSize(14), blanks)
            .as((parts, blank) -> String.join(blank, parts)),
        Arbitraries.strings().ofMaxLength(20),
        filters().map(Reference::text),
        Combinators.combine(filters(), words, Arbitraries.integers().between(0, 200))
            .as((filter, word, at) -> inserted(filter.text(), word, at)));
  }

  private static String inserted(String text, String word, int at) {
    int place = Math.min(at, text.length());
    return text.substring(0, place) + word + text.substring(place);
  }

  @Provide
  Arbitrary<Map<List<String>, Value>> things() {
    Arbitrary<List<String>> texts = text().list().ofMaxSize(3);
    Arbitrary<Value> any =
        Arbitraries.oneOf(
            text().map(Value::of),
            texts.map(Value::of),
            texts.map(Value.Members::new),
            Arbitraries.just(Value.NOTHING));
    return Combinators.combine(text().map(Value::of), texts.map(Value::of), texts, any)
        .as(
            (text, list, names, odd) ->
                Map.of(
                    List.of("text"), text,
                    List.of("list"), list,
                    List.of("map"), new Value.Members(names),
                    List.of("odd"), odd));
  }

  @Provide
  Arbitrary<Reference> filters() {
    return filters(3);
  }

  private static Arbitrary<Reference> filters(int depth) {
    Arbitrary<Reference> match = matches();
    if (depth == 0) {
      return match;
    }
    Arbitrary<Reference> inner = filters(depth - 1);
    Arbitrary<List<Reference>> several = inner.list().ofMinSize(2).ofMaxSize(3);
    return Arbitraries.frequencyOf(
        Tuple.of(3, match),
        Tuple.of(
            1,
            inner.map(part -> new Reference("not (" + part.text() + ")", part.meaning().negate()))),
        Tuple.of(1, several.map(parts -> joined(parts, "and"))),
        Tuple.of(1, several.map(parts -> joined(parts, "or"))));
  }

  private static Reference joined(List<Reference> parts, String word) {
    String text =
        String.join(" " + word + " ", parts.stream().map(part -> "(" + part.text() + ")").toList());
    return new Reference(
        text,
        thing ->
            word.equals("and")
                ? parts.stream().allMatch(part -> part.meaning().test(thing))
                : parts.stream().anyMatch(part -> part.meaning().test(thing)));
  }

  private static Arbitrary<Reference> matches() {
    return Combinators.combine(Arbitraries.of(FIELDS), text(), Arbitraries.integers().between(0, 9))
        .as(FilterPropertyTest::match);
  }

  private static Reference match(String field, String text, int operator) {
    String quoted = "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    return switch (operator) {
      case 0 -> reference(field + " == " + quoted, field, text, FilterPropertyTest::equal);
      case 1 -> not(field + " != " + quoted, field, text, FilterPropertyTest::equal);
      case 2 -> reference(quoted + " in " + field, field, text, FilterPropertyTest::holds);
      case 3 -> not(quoted + " not in " + field, field, text, FilterPropertyTest::holds);
      case 4 -> reference(field + " contains " + quoted, field, text, FilterPropertyTest::holds);
      case 5 -> not(field + " not contains " + quoted, field, text, FilterPropertyTest::holds);
      case 6 -> reference(field + " is empty", field, text, (value, any) -> isEmpty(value));
      case 7 -> not(field + " is not empty", field, text, (value, any) -> isEmpty(value));
      case 8 ->
          reference(
              field + " matches `^[a" + text.length() + "]`",
              field,
              text,
              FilterPropertyTest::begins);
      default ->
          not(
              field + " not matches `^[a" + text.length() + "]`",
              field,
              text,
              FilterPropertyTest::begins);
    };
  }

  private static Reference reference(
      String filter, String field, String text, BiPredicate<Value, String> meaning) {
    return new Reference(
        filter, thing -> meaning.test(thing.getOrDefault(List.of(field), Value.NOTHING), text));
  }

  private static Reference not(
      String filter, String field, String text, BiPredicate<Value, String> meaning) {
    return reference(filter, field, text, meaning.negate());
  }

  private static boolean equal(Value value, String text) {
    return by(value, text::equals, all -> all.contains(text), names -> false);
  }

  private static boolean holds(Value value, String text) {
    return by(
        value, all -> all.contains(text), all -> all.contains(text), all -> all.contains(text));
  }

  private static boolean begins(Value value, String text) {
    Predicate<String> begins =
        each -> each.startsWith("a") || each.startsWith(Integer.toString(text.length()));
    return by(
        value, begins, all -> all.stream().anyMatch(begins), all -> all.stream().anyMatch(begins));
  }

  private static boolean isEmpty(Value value) {
    return value.equals(Value.NOTHING)
        || by(value, String::isEmpty, Collection::isEmpty, Collection::isEmpty);
  }

  private static boolean by(
      Value value,
      Predicate<String> text,
      Predicate<Collection<String>> several,
      Predicate<Collection<String>> members) {
    Function<Value, Boolean> meaning =
        each ->
            each instanceof Value.Text single
                ? text.test(single.text())
                : each instanceof Value.Several list
                    ? several.test(list.elements())
                    : each instanceof Value.Members object && members.test(object.names());
    return meaning.apply(value);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.oneOf(
        Arbitraries.of("", "a", "ab", "b", "1", "a\"b", "\\", "and", "é", "🚀"),
        Arbitraries.strings().withChars("ab\\\"1 ").ofMaxLength(4));
  }
}
