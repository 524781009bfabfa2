package dev.runspec.registry.server.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.server.http.Query;
import dev.runspec.registry.server.http.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListQueryTest {

  private static ListQuery tools(String query) {
    return ListQuery.of(ListKind.TOOLS, Query.parse(query));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "active=true", "active=0", "x=1", "q=", "filter=", "q=&filter=&y"})
  void withoutWordsForItAllIsAskedFor(String query) {
    for (ListKind kind : ListKind.values()) {
      assertThat(ListQuery.of(kind, Query.parse(query)).isForAll()).as(query).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"q=x", "host=x", "label=x", "label=x:", "state=live", "filter=host==x", "limit=1"})
  void oneWordIsEnoughForAPart(String query) {
    assertThat(tools(query).isForAll()).isFalse();
    assertThat(tools(query + "&active=false").isForAll()).isFalse();
  }

  @Test
  void everyParameterIsUnderstood() {
    Cursor cursor = Cursor.after(new ToolName("deploy"));
    ListQuery query =
        tools(
            "q=Web&host=h1&host=h%202&label=env:prod&label=tier&label=a:b:c&state=live,stale"
                + "&state=gone&filter=name+==+x&limit=10000&active=1&cursor="
                + cursor);

    assertThat(query.phrase()).isEqualTo(Phrase.inAnyCase("wEB"));
    assertThat(query.hosts()).containsExactlyInAnyOrder(new HostName("h1"), new HostName("h 2"));
    assertThat(query.labels())
        .containsExactlyInAnyOrder(
            new LabelSelector("env", "prod"),
            new LabelSelector("tier", null),
            new LabelSelector("a", "b:c"));
    assertThat(query.states())
        .containsExactlyInAnyOrder(InstanceState.LIVE, InstanceState.STALE, InstanceState.GONE);
    assertThat(query.filter()).hasToString("name == x");
    assertThat(query.limit()).isEqualTo(10_000);
    assertThat(query.cursor()).isEqualTo(cursor);
    assertThat(query.isActiveOnly()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void whoAsksForStatesAsksForThoseThatDoNotLive(ListKind kind) {
    assertThat(ListQuery.of(kind, Query.parse("")).isActiveOnly())
        .isEqualTo(kind != ListKind.INSTANCES);
    assertThat(ListQuery.of(kind, Query.parse("state=gone")).isActiveOnly()).isFalse();
    assertThat(ListQuery.of(kind, Query.parse("state=gone&active=true")).isActiveOnly()).isTrue();
  }

  @Test
  void theOrderOfWhatIsAskedDoesNotMatter() {
    assertThat(tools("host=a&host=b&label=x&label=y:1&state=stale,live&q=A"))
        .isEqualTo(tools("q=a&state=live&state=stale&label=y:1&label=x&host=b&host=a&host=b"))
        .hasSameHashCodeAs(tools("q=a&state=live&state=stale&label=y:1&label=x&host=b&host=a"));
    assertThat(tools("host=a")).isNotEqualTo(tools("host=b"));
    assertThat(tools("host=a")).isNotEqualTo(ListQuery.of(ListKind.HOSTS, Query.parse("host=a")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "active=yes|active: expected true, false, 1 or 0, found 'yes'",
        "host=|host: expected the name of a host, found ''",
        "host=h&host|host: expected the name of a host, found ''",
        "label=|label: expected key:value or key, found ''",
        "label=:v|label: expected key:value or key, found ':v'",
        "state=|state: expected live, draining, stale or gone, found ''",
        "state=live,|state: expected live, draining, stale or gone, found ''",
        "state=Live|state: expected live, draining, stale or gone, found 'Live'",
        "state=unknown|state: expected live, draining, stale or gone, found 'unknown'",
        "limit=|limit: expected a number from 1 to 10000, found ''",
        "limit=0|limit: expected a number from 1 to 10000, found '0'",
        "limit=10001|limit: expected a number from 1 to 10000, found '10001'",
        "limit=-1|limit: expected a number from 1 to 10000, found '-1'",
        "limit=1.0|limit: expected a number from 1 to 10000, found '1.0'",
        "limit=99999999999999999999|limit: expected a number from 1 to 10000, found"
            + " '99999999999999999999'",
        "limit=%D9%A1|limit: expected a number from 1 to 10000, found '١'",
        "limit=1&limit=1|limit: expected one, found 2",
        "q=a&q=b|q: expected one, found 2",
        "filter=a&filter=b|filter: expected one, found 2",
        "filter=name+=+x|filter: column 6: expected ==, found '='",
        "cursor=|cursor: expected what a Link of this list says, found ''",
        "cursor=x|cursor: expected what a Link of this list says, found 'x'"
      })
  void aWrongValueIsRefusedByName(String query, String message) {
    assertThatThrownBy(() -> tools(query))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.detail()).isEqualTo("query parameter " + message);
              assertThat(refusal.errors())
                  .extracting(fault -> fault.pointer() + fault.message())
                  .isEqualTo(List.of("query parameter " + message));
            });
  }

  @Test
  void aSearchTextHasAtMost1024Characters() {
    assertThat(tools("q=" + "x".repeat(1024)).phrase()).isNotNull();
    assertThatThrownBy(() -> tools("q=" + "x".repeat(1025)))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("query parameter q: expected at most 1024 characters, found 'xxx");
  }
}
