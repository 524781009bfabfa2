package dev.runspec.registry.server.query;

import static dev.runspec.registry.Samples.agentWith;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.engine.Journal;
import dev.runspec.registry.engine.LocalStore;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.server.http.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is built anew for a question, and what is ready. How lists are narrowed, the contract says.
 */
class ListsTest {

  private final Lists lists = new Lists();
  private final HandClock clock = HandClock.atNoon();
  private final Registry registry = Registry.open(new LocalStore(Journal.NONE, clock), clock);

  @BeforeEach
  void fill() {
    registry.register(agentWith("a", "deploy", "status"));
    registry.register(agentWith("b", "deploy"));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private Representation tools(String query) {
    return lists
        .tools(registry.catalog(), ListQuery.of(ListKind.TOOLS, Query.parse(query)))
        .content();
  }

  private Representation hosts(String query) {
    return lists
        .hosts(registry.catalog(), ListQuery.of(ListKind.HOSTS, Query.parse(query)))
        .content();
  }

  @Test
  void theWholeListIsTheOneThatIsReady() {
    assertThat(tools("")).isSameAs(registry.catalog().live().tools());
    assertThat(tools("active=0")).isSameAs(registry.catalog().known().tools());
    assertThat(hosts("q=")).isSameAs(registry.catalog().live().hosts());
  }

  @Test
  void theSameQuestionIsAnsweredOnceUntilSomethingChanges() {
    Representation some = tools("host=host-a&q=DEPLOY");

    assertThat(tools("q=deploy&host=host-a")).isSameAs(some);
    assertThat(hosts("host=host-a&q=DEPLOY")).isNotSameAs(some);
    registry.register(agentWith("c", "other"));
    assertThat(tools("host=host-a&q=DEPLOY")).isNotSameAs(some).hasToString(some.toString());
  }

  @Test
  void whatIsRememberedIsBounded() {
    tools("q=0");
    for (int at = 1; at < 1000; at++) {
      tools("q=" + at);
    }

    assertThat(tools("q=1")).isSameAs(tools("q=1"));
    assertThat(tools("q=999")).isNotSameAs(tools("q=999"));
  }
}
