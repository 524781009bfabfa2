package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire.Reply;
import java.util.List;

/** The parameter {@code active} in all its forms, and {@code /hosts}, which shows it best. */
class QueriesContractTest {

  private static final List<String> LISTS = List.of("/instances", "/tools", "/hosts");

  /** One live agent and one that left, each with a tool of its own. */
  private static void oneHereAndOneGone(RunningRegistry registry) {
    registry.post(
        "/instances", Bodies.registration("here", "web", "h1", "\"tools\":[{\"name\":\"a\"}]"));
    registry.post(
        "/instances", Bodies.registration("gone", "web", "h2", "\"tools\":[{\"name\":\"b\"}]"));
    registry.delete("/instances/gone");
  }

  private static int size(Reply reply) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).startsWith("[").endsWith("]");
    int size = 0;
    while (!Json.at(reply.body(), "/" + size).equals("absent")) {
      size++;
    }
    return size;
  }

  @FourWays
  void instancesAreAllThatAreKnownAndTheRestIsWhatLives(RunningRegistry registry) {
    oneHereAndOneGone(registry);

    assertThat(size(registry.get("/instances"))).isEqualTo(2);
    assertThat(size(registry.get("/tools"))).isEqualTo(1);
    assertThat(size(registry.get("/hosts"))).isEqualTo(1);
    assertThat(registry.get("/tools/a").status()).isEqualTo(200);
    assertThat(registry.get("/tools/b").status()).isEqualTo(404);
  }

  @FourWays
  void activeIsTrueOrFalseOneOrZeroInAnyCase(RunningRegistry registry) {
    oneHereAndOneGone(registry);

    for (String path : LISTS) {
      for (String yes : List.of("true", "True", "TRUE", "tRuE", "1", "%31", "tru%65")) {
        assertThat(size(registry.get(path + "?active=" + yes))).as(path + yes).isEqualTo(1);
      }
      for (String no : List.of("false", "False", "FALSE", "0")) {
        assertThat(size(registry.get(path + "?active=" + no))).as(path + no).isEqualTo(2);
      }
    }
    assertThat(registry.get("/tools/b?active=0").status()).isEqualTo(200);
    assertThat(registry.get("/tools/b?active=1").status()).isEqualTo(404);
  }

  @FourWays
  void anythingElseIsUnprocessable(RunningRegistry registry) {
    oneHereAndOneGone(registry);

    for (String path : List.of("/instances", "/tools", "/tools/a", "/hosts")) {
      for (String other :
          List.of("", "yes", "no", "on", "2", "-1", "01", "true%20", "+1", "null", "tru\u0435")) {
        String encoded = other.replace("\u0435", "%D0%B5");
        Reply reply = registry.get(path + "?active=" + encoded);
        assertThat(reply.status()).as(path + "?active=" + encoded).isEqualTo(422);
        assertThat(reply.header("content-type")).contains("application/problem+json");
        assertThat(Json.at(reply.body(), "/code")).isEqualTo("\"invalid-request\"");
        assertThat(Json.unquoted(Json.at(reply.body(), "/detail")))
            .startsWith("query parameter active: expected true, false, 1 or 0");
      }
      assertThat(registry.get(path + "?active").status()).isEqualTo(422);
    }
  }

  @FourWays
  void unknownParametersAreIgnored(RunningRegistry registry) {
    oneHereAndOneGone(registry);

    for (String query :
        List.of(
            "?", "?x", "?x=1&y=2", "?&&", "?=", "?Active=false", "?active%20=false", "?;=%00")) {
      for (String path : LISTS) {
        assertThat(registry.get(path + query).body())
            .as(path + query)
            .isEqualTo(registry.get(path).body());
      }
      assertThat(registry.get("/health" + query).status()).isEqualTo(200);
    }
    assertThat(size(registry.get("/tools?x=%26active=&active=false&y="))).isEqualTo(2);
    assertThat(registry.post("/instances/here/heartbeat?x=1").status()).isEqualTo(200);
  }

  @FourWays
  void aHostIsOneEntryForEachAgentOnIt(RunningRegistry registry) {
    registry.register("1", "web", "h2");
    registry.register("2", "web", "h1");
    registry.post(
        "/instances",
        Bodies.registration("3", "db", "h2", "\"tools\":[{\"name\":\"a\"},{\"name\":\"b\"}]"));

    Reply reply = registry.get("/hosts");
    assertThat(reply.header("content-type")).contains("application/json");
    assertThat(reply.body())
        .isEqualTo(
            "[{\"host\":\"h1\",\"name\":\"web\",\"instance_id\":\"2\",\"version\":\"1.0\","
                + "\"tool_count\":0},"
                + "{\"host\":\"h2\",\"name\":\"db\",\"instance_id\":\"3\",\"version\":\"1.0\","
                + "\"tool_count\":2},"
                + "{\"host\":\"h2\",\"name\":\"web\",\"instance_id\":\"1\",\"version\":\"1.0\","
                + "\"tool_count\":0}]");
  }

  @FourWays
  void anEmptyRegistryHasEmptyLists(RunningRegistry registry) {
    for (String path : LISTS) {
      assertThat(registry.get(path).body()).isEqualTo("[]");
      assertThat(registry.get(path + "?active=true").body()).isEqualTo("[]");
      assertThat(registry.get(path + "?active=false").body()).isEqualTo("[]");
    }
  }
}
