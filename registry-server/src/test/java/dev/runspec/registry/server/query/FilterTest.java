package dev.runspec.registry.server.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name == \"web-01\"",
        "name == web-01",
        "name==web-01",
        "name != web-02",
        "name == `web-01`",
        "tags == green",
        "tags == 42",
        "tags != red",
        "labels != env",
        "none != x",
        "\"b-0\" in name",
        "blue in tags",
        "env in labels",
        "\"a b\" in labels",
        "red not in tags",
        "prod not in labels",
        "x not in none",
        "name contains web",
        "name contains \"\"",
        "tags contains blue",
        "labels contains env",
        "tags not contains blu",
        "none not contains x",
        "name matches \"^web-[0-9]+$\"",
        "name matches `\\d`",
        "name matches \"\\\\d\"",
        "name matches eb",
        "tags matches \"^gr\"",
        "labels matches \"^e\"",
        "name not matches \"^eb\"",
        "none not matches \".*\"",
        "none is empty",
        "blank is empty",
        "noTags is empty",
        "noMembers is empty",
        "name is not empty",
        "tags is not empty",
        "labels is not empty",
        "labels.env == prod",
        "labels[\"env\"] == prod",
        "labels[ `a b` ] == \"\\\"quoted\\\" \\\\ text\"",
        "labels.unknown is empty",
        "labels.a.b is empty",
        "(name == web-01)",
        "  (\t(name == web-01)\r\n) ",
        "not name == x",
        "not not name == web-01",
        "not(name == x)",
        "name == x or tags == blue",
        "name == web-01 or name == x and name == y",
        "(name == web-01 or name == x) and not name == y",
        "not name == x and tags == blue",
        "notable is empty",
        "island.empty is empty"
      })
  void holds(String filter) {
    assertThat(Things.accepts(filter, Things.WEB)).as(filter).isTrue();
    assertThat(Things.accepts("not (" + filter + ")", Things.WEB)).as("not " + filter).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name == Web-01",
        "name == web",
        "name != web-01",
        "tags == blu",
        "tags != blue",
        "labels == env",
        "none == \"\"",
        "blu in tags",
        "prod in labels",
        "x in none",
        "none contains \"\"",
        "name matches \"^web$\"",
        "none matches \".*\"",
        "noTags matches \".*\"",
        "name is empty",
        "blank is not empty",
        "name == web-01 and name == x or name == y",
        "name == x or name == web-01 and name == y",
        "not name == web-01 or name == x"
      })
  void doesNotHold(String filter) {
    assertThat(Things.accepts(filter, Things.WEB)).as(filter).isFalse();
    assertThat(Things.accepts("not (" + filter + ")", Things.WEB)).as("not " + filter).isTrue();
  }

  /** What is wrong, where, and what to do: the column, what was expected, and what was found. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~|column 1: expected a selector, a value, not or (, found the end",
        "~   ~|column 4: expected a selector, a value, not or (, found the end",
        "name|column 5: expected one of the operators ==, !=, in, not in, contains, not contains,"
            + " matches, not matches, is empty or is not empty, found the end",
        "name = x|column 6: expected ==, found '='",
        "name =~ x|column 6: expected ==, found '='",
        "name ! x|column 6: expected !=, found '!'",
        "name < x|column 6: expected a word, a text in quotes or an operator, found '<'",
        "name && x|column 6: expected a word, a text in quotes or an operator, found '&'",
        "name == 🚀|column 9: expected a word, a text in quotes or an operator, found '🚀'",
        "name ==|column 8: expected a value, found the end",
        "name == x x|column 11: expected and, or or the end, found 'x'",
        "name == x AND name == y|column 11: expected and, or or the end, found 'AND'",
        "name == x)|column 10: expected and, or or the end, found ')'",
        "name == and|column 9: expected a value, found 'and', a word of the language: as a value it"
            + " needs quotes",
        "name == (x)|column 9: expected a value, found '('",
        "(name == x|column 11: expected and, or or the ) for the ( of column 1, found the end",
        "name == x and|column 14: expected a selector, a value, not or (, found the end",
        "and name == x|column 1: expected a selector, a value, not or (, found 'and', a word of the"
            + " language: as a value it needs quotes",
        "\"x\" == name|column 5: expected in or not in after a text, found '=='",
        "\"x\" not name|column 9: expected in, found 'name'",
        "x in \"name\"|column 6: expected a selector, found the text 'name'",
        "x in 1.0|column 6: expected a selector, found '1.0'",
        "labels[\"a\"] in tags|column 1: expected a value before in, found a selector",
        "name not == x|column 10: expected in, contains or matches after not, found '=='",
        "name is x|column 9: expected empty or not empty, found 'x'",
        "name is not x|column 13: expected empty, found 'x'",
        "name.first == x|column 1: expected name, which has no members, found 'name.first'",
        "labels[a] == x|column 8: expected the name of a member in quotes, found 'a'",
        "labels[\"a\" == x|column 12: expected ], found '=='",
        "labels..a == x|column 8: expected the name of a member beside the dot",
        "labels. == x|column 8: expected the name of a member beside the dot",
        "labels[\"a\"]. == x|column 13: expected the name of a member beside the dot",
        "1.0 == x|column 1: expected a selector, found '1.0'",
        "name == \"x|column 11: expected the \" that closes the text of column 9, found the end",
        "name == \"x\\|column 12: expected the \" that closes the text of column 9, found the end",
        "name == `x|column 11: expected the ` that closes the text of column 9, found the end",
        "name matches \"\\d\"|column 15: expected \\\" or \\\\, found '\\d'; a text between"
            + " backquotes takes a backslash as it is",
        "name matches \"(\"|column 14: expected a pattern of RE2, found one with missing closing )",
        "name matches `(?=x)`|column 14: expected a pattern of RE2, found one with invalid or"
            + " unsupported Perl syntax"
      })
  void whatIsWrongIsToldWithItsColumn(String filter, String message) {
    assertThatThrownBy(() -> Filter.parse(filter, Things.ANYTHING))
        .isInstanceOf(InvalidFilter.class)
        .hasMessage(message);
  }

  @Test
  void anUnknownFieldIsToldWithAllThatThereAre() {
    assertThatThrownBy(() -> Filter.parse("name == x or hots == y", Vocabulary.OF_AGENTS))
        .hasMessage(
            "column 14: expected one of the fields autonomy, command, heartbeat_interval, host,"
                + " instance_id, labels, name, run_as, ssh, state, tool_count, tools, tools_hash,"
                + " version, found 'hots'");
  }

  @Test
  void anUnknownFieldOfAToolIsAMemberOfItsDocument() {
    assertThat(Filter.parse("outputSchema.type == object", Vocabulary.OF_OFFERS)).isNotNull();
    assertThat(Filter.parse("x-autonomy == manual", Vocabulary.OF_OFFERS)).isNotNull();
  }

  @Test
  void aLabelIsNamedByAllThatFollows() {
    Subject subject =
        (selector, work) ->
            selector.path().equals(List.of("labels", "app.kubernetes.io/name"))
                ? Value.of("shop")
                : Value.NOTHING;

    assertThat(Things.accepts("labels.app.kubernetes.io/name == shop", subject)).isTrue();
    assertThat(Things.accepts("labels[\"app.kubernetes.io/name\"] == shop", subject)).isTrue();
    assertThat(Things.accepts("labels[\"app\"].kubernetes[\"io/name\"] == shop", subject)).isTrue();
  }

  @Test
  void aFilterHasAtMost2048Characters() {
    String longest = "name == \"" + "x".repeat(Filter.LONGEST - 10) + "\"";

    assertThat(Filter.parse(longest, Things.ANYTHING)).isNotNull();
    assertThatThrownBy(() -> Filter.parse(longest + " ", Things.ANYTHING))
        .hasMessage("column 2049: expected at most 2048 characters, found 2049");
  }

  @Test
  void parenthesesStandAtMost32Deep() {
    int most = Parser.DEEPEST;
    String deep = "(".repeat(most) + "name == web-01" + ")".repeat(most);

    assertThat(Things.accepts(deep, Things.WEB)).isTrue();
    assertThat(Things.accepts(deep + " and " + deep, Things.WEB)).isTrue();
    assertThatThrownBy(() -> Filter.parse("(" + deep + ")", Things.ANYTHING))
        .hasMessage("column 33: expected at most 32 parentheses within each other");
    assertThatThrownBy(() -> Filter.parse("(".repeat(2000), Things.ANYTHING))
        .isInstanceOf(InvalidFilter.class);
    assertThatThrownBy(() -> Filter.parse("not (".repeat(400), Things.ANYTHING))
        .isInstanceOf(InvalidFilter.class);
  }

  @Test
  void aThousandNotsAreAsGoodAsNone() {
    assertThat(Things.accepts("not ".repeat(500) + "name == web-01", Things.WEB)).isTrue();
    assertThat(Things.accepts("not ".repeat(501) + "name == web-01", Things.WEB)).isFalse();
  }

  @Test
  void longChainsAreNoDeeperThanShortOnes() {
    String chain = "name == x or ".repeat(150) + "name == web-01";

    assertThat(Things.accepts(chain, Things.WEB)).isTrue();
  }

  @Test
  void filtersOfTheSameTextAreEqual() {
    assertThat(Filter.parse("name == x", Things.ANYTHING))
        .isEqualTo(Filter.parse("name == x", Things.ANYTHING))
        .hasSameHashCodeAs(Filter.parse("name == x", Things.ANYTHING))
        .isNotEqualTo(Filter.parse("name == y", Things.ANYTHING));
  }
}
