package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runspec.registry.server.contract.Description.Operation;
import dev.runspec.registry.server.contract.Listening.Block;
import dev.runspec.registry.server.http.Wire.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever the OpenAPI document says is answered so. */
class DescribedAnswersTest {

  private static final Description DESCRIPTION = Description.BUNDLED;
  private static final String EVENT = "/components/schemas/Event";
  private static final String RESET = "/components/schemas/Reset";

  @Test
  void everyStatusThatIsDescribedIsAnsweredAsDescribed() {
    List<String> surprises = new ArrayList<>();
    int provoked = 0;
    try (Provocation provocation = new Provocation()) {
      for (Operation operation : DESCRIPTION.operations()) {
        for (String status : operation.statuses()) {
          boolean isStream = operation.path().equals("/events") && status.equals("200");
          if (isStream || Provocation.isBeyondUs(operation, status)) {
            continue;
          }
          Reply reply = provocation.provoke(operation, status);
          List<String> faults = new ArrayList<>(DESCRIPTION.faults(operation, reply));
          if (!Integer.toString(reply.status()).equals(status)) {
            faults.add("expected " + status + ", found " + reply);
          }
          faults.forEach(fault -> surprises.add(operation + " " + status + ": " + fault));
          provoked++;
        }
      }
    }
    assertThat(surprises).isEmpty();
    assertThat(provoked).isGreaterThan(150);
  }

  @FourWays
  void everyParameterWorksAsItsExampleSays(RunningRegistry registry) {
    Routes.inhabit(registry);
    for (Operation operation : DESCRIPTION.operations()) {
      for (JsonNode parameter : operation.node().path("parameters")) {
        JsonNode example =
            parameter.has("example")
                ? parameter.path("example")
                : parameter.path("schema").path("default");
        if (parameter.path("in").asText().equals("query")
            && !example.isMissingNode()
            && !operation.path().equals("/events")) {
          String target = Routes.at(operation.path()) + "?" + query(parameter, example);
          Reply reply = registry.get(target);
          assertThat(reply.status()).as(target).isEqualTo(200);
        }
      }
    }
  }

  private static String query(JsonNode parameter, JsonNode example) {
    List<String> values = new ArrayList<>();
    if (example.isArray()) {
      example.forEach(each -> values.add(each.asText()));
    } else {
      values.add(example.asText());
    }
    return String.join(
        "&",
        values.stream()
            .map(
                value ->
                    parameter.path("name").asText()
                        + "="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8))
            .toList());
  }

  @FourWays
  void everyEventIsAsDescribed(RunningRegistry registry) {
    List<Block> told = new ArrayList<>();
    try (Listening events = registry.listen("");
        Listening brief = registry.listen("?brief=true")) {
      Routes.inhabit(registry);
      registry.post("/instances/i/drain");
      registry.post("/instances/i/undrain");
      registry.advance(Duration.ofSeconds(90));
      registry.delete("/instances/i");
      for (Listening each : List.of(events, brief)) {
        for (String kind :
            List.of("registered", "tools", "draining", "live", "stale", "deregistered")) {
          Block block = each.nextEvent();
          assertThat(block.event()).isEqualTo(kind);
          told.add(block);
        }
      }
    }
    for (Block block : told) {
      assertThat(DESCRIPTION.faults(EVENT, block.data())).as("%s", block).isEmpty();
      assertThat(DESCRIPTION.faults("/components/schemas/Position", "\"" + block.id() + "\""))
          .isEmpty();
    }
    try (Listening late = registry.listen("?since=elsewhere-1")) {
      Block block = late.nextEvent();
      assertThat(block.event()).isEqualTo("reset");
      assertThat(DESCRIPTION.faults(RESET, block.data())).isEmpty();
    }
  }

  @FourWays
  void aStreamBeginsAsDescribed(RunningRegistry registry) {
    Reply reply = registry.send("HEAD /events HTTP/1.1\nHost: localhost\n{key}\n\n");
    Operation events = DESCRIPTION.operation("GET", "/events").orElseThrow();
    assertThat(DESCRIPTION.faults(events, reply)).isEmpty();
  }
}
