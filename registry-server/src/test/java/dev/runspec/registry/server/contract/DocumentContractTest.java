package dev.runspec.registry.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.document.ApiDocument;
import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The description of the API as the registry gives it away. */
class DocumentContractTest {

  private static final ApiDocument DOCUMENT = ApiDocument.bundled();
  private static final String YAML = "application/yaml";
  private static final String JSON = "application/json";

  @FourWays
  void theDocumentIsYamlUnlessJsonIsLikedBetter(RunningRegistry registry) {
    assertThat(registry.get("/openapi").header("content-type")).contains(YAML);
    for (String accept :
        List.of(
            "*/*",
            "",
            "application/yaml",
            "text/html, */*;q=0.8",
            "application/json;q=0.5, application/yaml",
            "application/json, application/yaml",
            "application/json;q=0, */*",
            "application/json;q=0.5, */*",
            "image/png",
            "json",
            "application/*")) {
      Reply reply = registry.get("/openapi", "Accept", accept);
      assertThat(reply.header("content-type")).as(accept).contains(YAML);
      assertThat(reply.body()).isEqualTo(DOCUMENT.yaml().toString());
    }
    for (String accept :
        List.of(
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/json, */*;q=0.1",
            "application/yaml;q=0.9, application/json",
            "application/*;q=0.5, application/json",
            "application/json;q=x;;, , /",
            "text/html, application/json;q=0.2")) {
      Reply reply = registry.get("/openapi", "Accept", accept);
      assertThat(reply.header("content-type")).as(accept).contains(JSON);
      assertThat(reply.body()).isEqualTo(DOCUMENT.json().toString());
    }
  }

  @FourWays
  void eachFormHasATagOfItsOwnAndCachesCanTellThemApart(RunningRegistry registry) {
    Reply yaml = registry.get("/openapi");
    Reply json = registry.get("/openapi", "Accept", JSON);
    assertThat(yaml.header("etag")).isNotEqualTo(json.header("etag"));
    String tag = yaml.header("etag").orElseThrow();
    Reply held = registry.get("/openapi", "If-None-Match", tag);
    assertThat(held.status()).isEqualTo(304);
    assertThat(held.headers()).contains("vary: Accept", "vary: Accept-Encoding");
    assertThat(registry.get("/openapi", "If-None-Match", tag, "Accept", JSON).status())
        .isEqualTo(200);
  }

  @FourWays
  void documentAndPageComeAsGzip(RunningRegistry registry) throws Exception {
    for (String path : List.of("/openapi", "/docs")) {
      HttpResponse<byte[]> small = registry.getBytes(path, "Accept-Encoding", "gzip");
      assertThat(small.headers().firstValue("content-encoding")).contains("gzip");
      assertThat(small.body().length).isLessThan(30_000);
      assertThat(
              new String(
                  new GZIPInputStream(new ByteArrayInputStream(small.body())).readAllBytes(),
                  UTF_8))
          .isEqualTo(registry.get(path).body());
    }
  }

  @FourWays
  void thePageComesWithAPolicyThatKeepsItAlone(RunningRegistry registry) {
    Reply page = registry.get("/docs");
    assertThat(page.header("content-type")).contains("text/html; charset=utf-8");
    assertThat(page.header("content-security-policy")).contains(DOCUMENT.pagePolicy());
    assertThat(page.header("referrer-policy")).contains("no-referrer");
    assertThat(page.header("x-content-type-options")).contains("nosniff");
    assertThat(page.body()).isEqualTo(DOCUMENT.page().toString());
  }

  @ParameterizedTest
  @EnumSource(names = ".*_WITH_KEY", mode = EnumSource.Mode.MATCH_ALL)
  void whoHasNoKeyReadsWhatAKeyIsGoodFor(Way way) {
    try (RunningRegistry registry = new Setup(way).protectReads().start();
        Wire wire = registry.connect()) {
      for (String path : List.of("/openapi", "/docs")) {
        assertThat(wire.send("GET " + path + " HTTP/1.1\nHost: localhost\n\n").reply().status())
            .isEqualTo(200);
      }
      assertThat(wire.send("GET /tools HTTP/1.1\nHost: localhost\n\n").reply().status())
          .isEqualTo(403);
    }
  }
}
