package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Lists page by page: a page is a bare array like the whole, and a Link leads to the next. */
class PagesContractTest {

  private static final Pattern NEXT = Pattern.compile("<(\\?[^>]+)>; rel=\"next\"");

  private static final List<String> LISTS = List.of("/tools", "/hosts", "/instances");

  private static String key(String list) {
    return switch (list) {
      case "/tools" -> "name";
      case "/hosts" -> "host";
      default -> "instance_id";
    };
  }

  private static void agents(RunningRegistry registry, int from, int to) {
    IntStream.range(from, to)
        .forEach(
            at ->
                registry.post(
                    "/instances",
                    Bodies.registration(
                        "i" + at,
                        "web",
                        "h" + at,
                        "\"labels\":{\"a b\":\"%s\"},\"tools\":[{\"name\":\"t%d\"}]"
                            .formatted(at % 2 == 0 ? "even" : "odd", at))));
  }

  private static Optional<String> next(Reply reply) {
    return reply
        .header("link")
        .map(
            link -> {
              Matcher matcher = NEXT.matcher(link);
              assertThat(matcher.matches()).as(link).isTrue();
              return matcher.group(1);
            });
  }

  /** All pages from this one on, each as the keys that are on it. */
  private static List<List<String>> pages(RunningRegistry registry, String list, String query) {
    List<List<String>> pages = new ArrayList<>();
    Optional<String> next = Optional.of(query);
    while (next.isPresent()) {
      Reply reply = registry.get(list + next.get());
      assertThat(reply.status()).as(reply.body()).isEqualTo(200);
      pages.add(keys(list, reply));
      next = next(reply);
    }
    return pages;
  }

  private static List<String> keys(String list, Reply reply) {
    return Json.each(reply.body(), key(list)).stream()
        .map(key -> key.substring(2, key.length() - 1))
        .toList();
  }

  @FourWays
  void theLinkOfEachPageLeadsToTheNextAndTheLastHasNone(RunningRegistry registry) {
    agents(registry, 1, 6);
    for (String list : LISTS) {
      assertThat(pages(registry, list, "?limit=2"))
          .as(list)
          .containsExactly(List.of("1", "2"), List.of("3", "4"), List.of("5"));
      assertThat(pages(registry, list, "?limit=5")).hasSize(1);
      assertThat(pages(registry, list, "?limit=10000")).hasSize(1);
      assertThat(registry.get(list).header("link")).isEmpty();
      assertThat(registry.get(list + "?limit=5").body())
          .isEqualTo(registry.get(list + "?limit=6").body());
    }
  }

  @FourWays
  void aPageHasWhatTheWholeListHasThere(RunningRegistry registry) {
    agents(registry, 1, 6);
    for (String list : List.of("/tools", "/hosts")) {
      List<String> whole = Json.elements(registry.get(list).body());
      Reply first = registry.get(list + "?limit=2");
      Reply second = registry.get(list + next(first).orElseThrow());

      assertThat(Json.elements(first.body())).isEqualTo(whole.subList(0, 2));
      assertThat(Json.elements(second.body())).isEqualTo(whole.subList(2, 4));
    }
  }

  @FourWays
  void theOtherParametersStayInTheLinkAndFilteringComesFirst(RunningRegistry registry) {
    agents(registry, 1, 10);
    for (String list : LISTS) {
      String query = "?x=%3E&label=a+b:odd&limit=2&active=FALSE";
      Reply first = registry.get(list + query);

      assertThat(next(first).orElseThrow()).startsWith(query + "&cursor=");
      assertThat(pages(registry, list, query))
          .as(list)
          .containsExactly(List.of("1", "3"), List.of("5", "7"), List.of("9"));
    }
    assertThat(
            next(registry.get("/tools?filter=name%20matches%20%60%5B1-4%5D%60&limit=3"))
                .orElseThrow())
        .startsWith("?filter=name%20matches%20%60%5B1-4%5D%60&limit=3&cursor=");
  }

  @FourWays
  void aCursorStaysGoodWhileTheCatalogueChanges(RunningRegistry registry) {
    agents(registry, 1, 8);
    for (String list : LISTS) {
      String active = "&active=true";
      String third = next(registry.get(list + "?limit=3" + active)).orElseThrow();
      registry.delete("/instances/i3");
      registry.delete("/instances/i4");
      agents(registry, 0, 1);
      agents(registry, 7, 9);

      assertThat(keys(list, registry.get(list + third))).as(list).containsExactly("5", "6", "7");
      registry.delete("/instances/i0");
      registry.delete("/instances/i8");
      agents(registry, 3, 5);
    }
  }

  @FourWays
  void aCursorAloneIsTheRestAndOneOfAnotherListIsRefused(RunningRegistry registry) {
    agents(registry, 1, 6);
    for (String list : LISTS) {
      String link = next(registry.get(list + "?limit=2")).orElseThrow();
      String cursor = link.substring(link.indexOf("cursor="));

      assertThat(keys(list, registry.get(list + "?" + cursor))).containsExactly("3", "4", "5");
      for (String other : LISTS) {
        int status = registry.get(other + "?" + cursor).status();
        assertThat(status).as(list + " " + other).isEqualTo(list.equals(other) ? 200 : 422);
      }
    }
  }

  @FourWays
  void aPageIsTaggedAndA304SaysWhereTheNextOneIs(RunningRegistry registry) {
    agents(registry, 1, 6);
    for (String list : List.of("/tools", "/hosts")) {
      Reply page = registry.get(list + "?limit=2");
      Reply again =
          registry.get(list + "?limit=2", "If-None-Match", page.header("etag").orElseThrow());

      assertThat(again.status()).isEqualTo(304);
      assertThat(again.header("link")).isEqualTo(page.header("link"));
    }
  }

  @FourWays
  void keysOfAnyCharactersArePagedOver(RunningRegistry registry) {
    List<String> names = List.of("\u0000", "a/b", "a>b\"; rel=\"prev", "é", "🚀:1");
    for (String name : names) {
      registry.post(
          "/instances",
          "{\"instance_id\":%1$s,\"name\":%1$s,\"version\":\"1\",\"host\":%1$s,\"tools\":[{\"name\":%1$s}]}"
              .formatted(Json.quoted(name)));
    }
    for (String list : LISTS) {
      List<String> seen = new ArrayList<>();
      Optional<String> next = Optional.of("?limit=1");
      while (next.isPresent()) {
        Reply reply = registry.get(list + next.get());
        seen.add(Json.unquoted(Json.at(reply.body(), "/0/" + key(list))));
        next = next(reply);
      }
      assertThat(seen).as(list).isEqualTo(names);
    }
  }
}
