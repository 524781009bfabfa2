package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.HostEntry;
import dev.runspec.registry.Instance;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagedListTest {

  private static final String FIRST = "GET /tools?limit=2";

  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final RegistryClient client =
      RegistryClient.builder(registry.uri()).retry(RetryPolicy.NONE).pageSize(2).build();

  @AfterEach
  void closeAll() {
    client.close();
    registry.close();
  }

  @Test
  void theStreamGoesThroughAllPages() {
    registry
        .on(FIRST, page("</tools?limit=2&cursor=b%2Fc>; rel=\"next\"", "a", "b"))
        .on("GET /tools?limit=2&cursor=b%2Fc", page("<?limit=2&cursor=d>; rel=next", "c"))
        .on("GET /tools?limit=2&cursor=d", page("<?limit=2&cursor=d>; rel=prev", "d"));

    assertThat(client.streamTools(Selection.all()).map(group -> group.name().value()))
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void aPageIsAskedForWhenItIsNeeded() {
    registry
        .on(FIRST, page("<?cursor=b>; rel=\"next\"", "a", "b"))
        .on("GET /tools?cursor=b", page("<?cursor=c>; rel=\"next\"", "c"));

    Stream<ToolGroup> tools = client.streamTools(Selection.all());
    assertThat(registry.requests()).isEmpty();

    assertThat(tools.limit(2)).hasSize(2);
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void anEmptyPageIsNotTheEnd() {
    registry.on(FIRST, page("<?cursor=b>; rel=\"next\"")).on("GET /tools?cursor=b", page("", "c"));

    assertThat(client.streamTools(Selection.all())).hasSize(1);
  }

  @Test
  void theSelectionGoesWithTheFirstPage() {
    registry
        .on(
            "GET /instances?active=true&label=env%3Aprod&limit=2",
            Reply.json(200, "[" + Samples.INSTANCE + "]", "X-Registry-Position", "e-1"))
        .on("GET /hosts?active=false&limit=2", Reply.json("[" + Samples.HOST + "]"));

    Selection prod = Selection.all().liveness(Liveness.LIVE).label("env", "prod");
    assertThat(client.streamInstances(prod).map(Instance::name)).containsExactly("web");
    assertThat(client.streamHosts(Selection.all().liveness(Liveness.ALL)).map(HostEntry::name))
        .containsExactly("web");
  }

  @Test
  void aRegistryThatDoesNotPageGivesAllAtOnce() {
    registry.on(FIRST, page("", "a", "b", "c"));

    assertThat(client.streamTools(Selection.all())).hasSize(3);
    assertThat(registry.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<http://evil.example/tools?cursor=b>; rel=\"next\"",
        "<//evil.example?cursor=b>; rel=next",
        "</somewhere/else?cursor=b>; rel=\"next\"",
        "<https://evil.example:1/x?cursor=b#f>; rel=\"next\"",
        "<?cursor=x>; rel=\"last\", <?cursor=b>; title=\"a, <b>; rel=prev\"; REL=\"first NEXT\""
      })
  void ofTheLinkOnlyTheQueryIsBelieved(String link) {
    registry.on(FIRST, page(link, "a")).on("GET /tools?cursor=b", page("", "b"));

    assertThat(client.streamTools(Selection.all())).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?cursor=x>; rel=\"prev\"",
        "<?cursor=x>; title=\"; rel=next\"",
        "<?cursor=x>; rel=\"nextest\"",
        "<?cursor=x>",
        "; rel",
        "<?cursor=a; rel=\"next\"",
        "<<<<>>>>,,,;;;"
      })
  void whatIsNoLinkToANextPageIsTheEnd(String link) {
    registry.on(FIRST, page(link, "a"));

    assertThat(client.streamTools(Selection.all())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</tools>; rel=\"next\"",
        "<?cursor=a b>; rel=\"next\"",
        "<?cursor=%zz>; rel=\"next\"",
        "cursor; rel=\"next\""
      })
  void aNextPageThatCannotBeAskedForIsAnError(String link) {
    registry.on(FIRST, page(link, "a"));

    Stream<ToolGroup> tools = client.streamTools(Selection.all());

    assertThatThrownBy(tools::toList)
        .isInstanceOf(RegistryAnswerInvalid.class)
        .hasMessageContaining("tried to list tools, but " + registry.uri() + " names a next page");
  }

  @Test
  void aWalkThatWouldGoInCirclesEndsWithAnError() {
    registry
        .on(FIRST, page("<?cursor=b>; rel=\"next\"", "a"))
        .on("GET /tools?cursor=b", page("<?cursor=c>; rel=\"next\"", "b"))
        .on("GET /tools?cursor=c", page("<?cursor=b>; rel=\"next\"", "c"));

    Stream<ToolGroup> tools = client.streamTools(Selection.all());

    assertThatThrownBy(tools::toList)
        .isInstanceOf(RegistryAnswerInvalid.class)
        .hasMessageEndingWith("names a next page that was read before: cursor=b");
    assertThat(registry.requests()).hasSize(3);
  }

  @Test
  void aHostileLinkTakesNoTimeToRead() {
    registry.on(FIRST, page("<".repeat(50_000) + ",\"".repeat(10_000), "a"));

    assertThat(client.streamTools(Selection.all())).hasSize(1);
  }

  @Test
  void aPageThatFailsIsToldToTheWalker() {
    registry
        .on(FIRST, page("<?cursor=b>; rel=\"next\"", "a"))
        .on("GET /tools?cursor=b", Reply.json(422, "{\"detail\":\"cursor is not ours\"}"));

    Stream<ToolGroup> tools = client.streamTools(Selection.all());

    assertThatThrownBy(tools::toList).isInstanceOf(RegistryRefused.class);
  }

  private static Reply page(String link, String... names) {
    String body =
        Stream.of(names)
            .map(name -> "{\"name\":\"" + name + "\",\"hosts\":[]}")
            .collect(Collectors.joining(",", "[", "]"));
    return link.isEmpty() ? Reply.json(body) : Reply.json(200, body, "Link", link);
  }
}
