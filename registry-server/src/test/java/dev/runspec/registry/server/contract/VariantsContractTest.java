package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire.Reply;
import java.util.List;

/** How hosts differ about a tool: all its definitions, when somebody asks. */
class VariantsContractTest {

  private static final String OLD =
      "{\"name\":\"t\",\"description\":\"old\",\"x-autonomy\":\"manual\"%s}";
  private static final String NEW =
      "{\"name\":\"t\",\"description\":\"new\",\"inputSchema\":{\"type\":\"object\"}%s}";

  private static void agent(RunningRegistry registry, String host, String tool) {
    registry.post("/instances", Bodies.registration(host, "web", host, "\"tools\":[" + tool + "]"));
  }

  @FourWays
  void everyDefinitionIsToldWithItsHosts(RunningRegistry registry) {
    agent(registry, "h1", OLD.formatted(",\"x-command\":\"/a\""));
    agent(registry, "h2", NEW.formatted(",\"x-command\":\"/b\""));
    agent(registry, "h3", NEW.formatted(",\"x-run-as\":\"c\""));

    String group = registry.get("/tools/t?variants=true").body();
    List<String> hashes = Json.each(Json.at(group, "/hosts"), "schema_hash");
    assertThat(Json.at(group, "/variants"))
        .isEqualTo(
            "[{\"schema_hash\":%s,\"hosts\":[\"h1\"],\"definition\":%s},"
                    .formatted(hashes.get(0), OLD.formatted(""))
                + "{\"schema_hash\":%s,\"hosts\":[\"h2\",\"h3\"],\"definition\":%s}]"
                    .formatted(hashes.get(1), NEW.formatted("")));
    assertThat(Json.members(registry.get("/tools/t").body(), "/variants/0"))
        .containsExactly("schema_hash", "hosts");
  }

  @FourWays
  void thereIsAlwaysOne(RunningRegistry registry) {
    agent(registry, "h1", OLD.formatted(""));

    String group = registry.get("/tools/t?variants=1").body();
    assertThat(Json.members(group, ""))
        .containsExactly("name", "description", "inputSchema", "hosts", "variants", "x-autonomy");
    assertThat(Json.at(group, "/variants/0/definition")).isEqualTo(OLD.formatted(""));
    assertThat(Json.at(group, "/variants/1")).isEqualTo("absent");
    assertThat(Json.members(registry.get("/tools/t?variants=false").body(), ""))
        .doesNotContain("variants");
  }

  @FourWays
  void theyAreTaggedByThemselves(RunningRegistry registry) {
    agent(registry, "h1", OLD.formatted(""));
    Reply without = registry.get("/tools/t");
    Reply with = registry.get("/tools/t?variants=true");
    String tag = with.header("etag").orElseThrow();

    assertThat(without.header("etag")).isNotEqualTo(with.header("etag"));
    assertThat(registry.get("/tools/t?variants=true", "If-None-Match", tag).status())
        .isEqualTo(304);
    assertThat(registry.get("/tools/t", "If-None-Match", tag).status()).isEqualTo(200);
  }

  @FourWays
  void whoLeftIsToldToWhoAsksForAll(RunningRegistry registry) {
    agent(registry, "h1", OLD.formatted(""));
    agent(registry, "h2", NEW.formatted(""));
    registry.delete("/instances/h1");

    assertThat(Json.elements(Json.at(registry.get("/tools/t?variants=true").body(), "/variants")))
        .hasSize(1);
    assertThat(
            Json.elements(
                Json.at(registry.get("/tools/t?variants=true&active=0").body(), "/variants")))
        .hasSize(2);
    assertThat(registry.get("/tools/t?variants=maybe").status()).isEqualTo(422);
    assertThat(registry.get("/tools/nobodys?variants=true").status()).isEqualTo(404);
  }
}
