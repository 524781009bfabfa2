package dev.runspec.registry.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page and its files, as they are given away. What they do is for the tests in a browser. */
class PageContractTest {

  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
  private static final String FILES = "/ui/assets/";

  /** What a file of the page may name: a module that it imports, or a file of its head. */
  private static final Pattern REFERENCE =
      Pattern.compile("(?:from ?|import ?|href=|src=)[\"']([./][^\"']*)[\"']");

  @FourWays
  void theRootIsAPageForBrowsersAndLinksForOthers(RunningRegistry registry) {
    Reply page = registry.get("/", "Accept", BROWSER);
    assertThat(page.header("content-type")).contains("text/html; charset=utf-8");
    assertThat(page.body()).startsWith("<!doctype html>");
    for (String accept :
        List.of("*/*", "", "application/json", "image/png", "text/html;q=0.1, */*")) {
      Reply links = registry.get("/", "Accept", accept);
      assertThat(links.header("content-type")).as(accept).contains("application/json");
      for (JsonNode link : Description.parsed(links.body().getBytes(UTF_8))) {
        if (!link.asText().equals("/events")) { // that has no end
          assertThat(registry.get(link.asText()).status()).as(link.asText()).isEqualTo(200);
        }
      }
    }
    assertThat(page.headers()).contains("vary: Accept");
    assertThat(registry.get("/").headers()).contains("vary: Accept");
  }

  @FourWays
  void everyViewIsTheSamePage(RunningRegistry registry) {
    String page = registry.get("/", "Accept", BROWSER).body();
    for (String path :
        List.of(
            "/ui",
            "/ui/tools",
            "/ui/hosts",
            "/ui/instances",
            "/ui/events",
            "/ui/tools/deploy",
            "/ui/tools/a%2Fb%20%00%3Cb%3E",
            "/ui/instances/..%2F..",
            "/ui/tools?q=x")) {
      assertThat(registry.get(path).body()).as(path).isEqualTo(page);
    }
    for (String path :
        List.of(
            "/ui/",
            "/ui/nothing",
            "/ui/hosts/web-01",
            "/ui/events/1",
            "/ui/tools/",
            "/ui/tools/a/b")) {
      assertThat(registry.get(path).status()).as(path).isEqualTo(404);
    }
  }

  @FourWays
  void thePageMayDoNothingButItsWork(RunningRegistry registry) {
    Reply page = registry.get("/ui");
    assertThat(page.header("content-security-policy"))
        .contains(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                + " require-trusted-types-for 'script'; trusted-types lit-html");
    assertThat(page.header("referrer-policy")).contains("no-referrer");
    assertThat(page.header("cross-origin-opener-policy")).contains("same-origin");
    assertThat(page.header("x-content-type-options")).contains("nosniff");
    assertThat(page.body()).doesNotContain("style=").doesNotContainPattern("<script(?![^>]*src=)");
  }

  @FourWays
  void filesAreAskedForAgainAndSentOnlyWhenTheyAreOthers(RunningRegistry registry)
      throws IOException {
    for (String path : List.of("/ui", FILES + "style.css", FILES + "views/tool.js")) {
      HttpResponse<byte[]> small = registry.getBytes(path, "Accept-Encoding", "gzip");
      assertThat(small.headers().firstValue("content-encoding")).contains("gzip");
      assertThat(small.headers().firstValue("cache-control")).contains("no-cache");
      String text =
          new String(
              new GZIPInputStream(new ByteArrayInputStream(small.body())).readAllBytes(), UTF_8);
      assertThat(registry.get(path).body()).isEqualTo(text);
      String tag = small.headers().firstValue("etag").orElseThrow();
      assertThat(registry.get(path, "If-None-Match", tag).status()).isEqualTo(304);
    }
  }

  @FourWays
  void whatThePageNamesIsThereAndNothingElseIs(RunningRegistry registry) throws IOException {
    Set<String> named = named(registry);
    Path sources = Path.of("src", "main", "resources", "web");
    try (Stream<Path> files = Files.walk(sources)) {
      assertThat(
              files.filter(Files::isRegularFile).map(file -> sources.relativize(file).toString()))
          .filteredOn(file -> !file.equals("index.html"))
          .allMatch(file -> named.contains(FILES + file));
    }
    for (String path :
        List.of(
            FILES + "index.html",
            FILES + "..%2Fopenapi.yaml",
            FILES + "..",
            FILES + "../openapi.yaml",
            FILES + "%2e%2e/openapi.yaml",
            FILES + "views",
            FILES + "views/",
            FILES + "APP.JS",
            FILES + "app.js%00",
            FILES + "%2Fetc%2Fpasswd")) {
      assertThat(registry.send("GET " + path + " HTTP/1.1\nHost: localhost\n\n").status())
          .as(path)
          .isEqualTo(404);
    }
  }

  /** All files that the page and its scripts name; each is there. */
  private static Set<String> named(RunningRegistry registry) {
    Set<String> named = new TreeSet<>();
    follow(registry, URI.create("/ui"), named);
    return named;
  }

  private static void follow(RunningRegistry registry, URI file, Set<String> named) {
    Reply reply = registry.get(file.getPath());
    assertThat(reply.status()).as(file.getPath()).isEqualTo(200);
    REFERENCE
        .matcher(reply.body())
        .results()
        .map(match -> file.resolve(match.group(1).replaceAll("\\$.*", "")))
        .filter(other -> other.getPath().startsWith(FILES))
        .filter(other -> named.add(other.getPath()))
        .forEach(other -> follow(registry, other, named));
  }

  @FourWays
  void allModulesAreNamedAtOnce(RunningRegistry registry) {
    String page = registry.get("/ui").body();
    assertThat(named(registry).stream().filter(path -> path.endsWith(".js")))
        .allMatch(path -> page.contains("\"" + path + "\""));
  }

  @FourWays
  void theLicenceOfWhatIsNotOursComesWithIt(RunningRegistry registry) {
    assertThat(registry.get(FILES + "lit-html-license.txt").body()).contains("Google LLC");
  }

  @ParameterizedTest
  @EnumSource(names = ".*_WITH_KEY", mode = EnumSource.Mode.MATCH_ALL)
  void thePageIsForEverybodyAndItsDataIsNot(Way way) {
    try (RunningRegistry registry = new Setup(way).protectReads().start();
        Wire wire = registry.connect()) {
      for (String path : List.of("/", "/ui", "/ui/tools", FILES + "app.js")) {
        assertThat(wire.send("GET " + path + " HTTP/1.1\nHost: localhost\n\n").reply().status())
            .as(path)
            .isEqualTo(200);
      }
      assertThat(wire.send("GET /overview HTTP/1.1\nHost: localhost\n\n").reply().status())
          .isEqualTo(403);
    }
  }
}
