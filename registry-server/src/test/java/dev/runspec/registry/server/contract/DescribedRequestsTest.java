package dev.runspec.registry.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runspec.registry.HandClock;
import dev.runspec.registry.Text;
import dev.runspec.registry.engine.Journal;
import dev.runspec.registry.engine.LocalStore;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.json.RegistrationJson;
import dev.runspec.registry.server.contract.BadBodies.BadBody;
import dev.runspec.registry.server.contract.Description.Operation;
import dev.runspec.registry.server.http.Overheard;
import dev.runspec.registry.server.http.Route;
import dev.runspec.registry.server.live.Live;
import dev.runspec.registry.server.observe.Metrics;
import dev.runspec.registry.server.resource.Resources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be asked is what the OpenAPI document says, no more and no less. */
class DescribedRequestsTest {

  /** OpenAPI says these otherwise than as parameters. */
  private static final Set<String> NEGOTIATED = Set.of("accept", "accept-encoding", "content-type");

  /** JSON within the bounds that the document tells in words. */
  private static final ObjectMapper STRICT =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(1 << 20)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Description DESCRIPTION = Description.BUNDLED;

  private static void withRoutes(Consumer<List<Route>> test) {
    HandClock clock = HandClock.atNoon();
    try (Registry registry = Registry.open(new LocalStore(Journal.NONE, clock), clock);
        Live live = Live.start(registry.feed(), clock, 1)) {
      String body =
          Bodies.registration("i", "web", "web-01", "\"tools\":[" + Bodies.tool("t") + "]");
      registry.register(RegistrationJson.read(body.getBytes(UTF_8)));
      test.accept(Resources.routes(registry, live, new Metrics()));
    }
  }

  private static Operation described(Route route) {
    return DESCRIPTION.operations().stream()
        .filter(each -> each.toString().equals(route.method() + " " + route.path()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(route + " is not described"));
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() {
    withRoutes(
        routes ->
            assertThat(DESCRIPTION.operations().stream().map(Operation::toString))
                .containsExactlyInAnyOrderElementsOf(
                    routes.stream().map(each -> each.method() + " " + each.path()).toList()));
  }

  @Test
  void accessIsDescribed() {
    withRoutes(
        routes -> {
          for (Route route : routes) {
            JsonNode own = described(route).node().path("security");
            JsonNode security = own.isMissingNode() ? DESCRIPTION.root().path("security") : own;
            String expected =
                switch (route.access()) {
                  case OPEN -> "[]";
                  case READ -> "[{},{\"ApiKey\":[]}]";
                  case WRITE, ADMIN -> "[{\"ApiKey\":[]}]";
                };
            assertThat(security).as("%s", route).hasToString(expected);
          }
        });
  }

  @Test
  void everyParameterThatIsReadIsDescribedAndNoOther() {
    withRoutes(
        routes -> {
          for (Route route : routes) {
            Overheard first = listen(route, Map.of());
            Overheard second = listen(route, Map.of("if-none-match", "*"));
            assertThat(first.parameters())
                .as("query of %s %s", route.method(), route.path())
                .isEqualTo(described(route).parameters("query"));
            Set<String> headers = new TreeSet<>(first.headers());
            headers.addAll(second.headers());
            headers.removeAll(NEGOTIATED);
            assertThat(headers)
                .as("header of %s %s", route.method(), route.path())
                .isEqualTo(
                    described(route).parameters("header").stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
          }
        });
  }

  @Test
  void bodiesThatAreTakenFitWhatIsDescribed() {
    withRoutes(
        routes -> {
          for (Operation operation : DESCRIPTION.operations()) {
            for (JsonNode example :
                operation.node().at("/requestBody/content/application~1json/examples")) {
              String body = example.path("value").toString();
              assertThat(DESCRIPTION.faultsOfRequest(bodyOf(operation), body)).isEmpty();
              Route route =
                  routes.stream()
                      .filter(each -> described(each).equals(operation))
                      .findFirst()
                      .orElseThrow();
              Overheard unused = listen(route, Map.of(), body);
            }
          }
        });
  }

  @Test
  void bodiesOfAgentsOfAllAgesFitWhatIsDescribed() throws IOException {
    Map<String, String> schemas =
        Map.of(
            "registration", "Registration",
            "registration-of-0.1.1", "Registration",
            "registration-without-options", "Registration",
            "registration-from-the-future", "Registration",
            "publication-of-0.1.1", "Publication",
            "publication-of-nothing", "Publication",
            "heartbeat-bare", "Heartbeat",
            "heartbeat-identity", "Heartbeat",
            "heartbeat-telemetry", "Heartbeat",
            "heartbeat-hash", "Heartbeat");
    for (Map.Entry<String, String> each : schemas.entrySet()) {
      try (InputStream golden =
          getClass().getResourceAsStream("/golden/" + each.getKey() + ".json")) {
        String body = new String(Objects.requireNonNull(golden).readAllBytes(), UTF_8);
        assertThat(DESCRIPTION.faultsOfRequest("/components/schemas/" + each.getValue(), body))
            .as(each.getKey())
            .isEmpty();
      }
    }
  }

  @Test
  void bodiesThatAreRefusedDoNotFitWhatIsDescribed() {
    List<String> fitting = new ArrayList<>();
    for (BadBody bad : BadBodies.all()) {
      String pointer = bodyOf(DESCRIPTION.operation("POST", bad.path()).orElseThrow());
      Optional<JsonNode> json = json(bad.body());
      boolean isTooMuchTelemetry = bad.path().endsWith("/heartbeat") && bad.body().length > 16_384;
      if (json.isPresent()
          && !isTooMuchTelemetry
          && DESCRIPTION.faultsOfRequest(pointer, json.get().toString()).isEmpty()) {
        fitting.add(bad.toString());
      }
    }
    assertThat(fitting).isEmpty();
  }

  private static String bodyOf(Operation operation) {
    return operation.pointer() + "/requestBody/content/application~1json/schema";
  }

  /** The document, if it is one before anybody looks at what it says. */
  private static Optional<JsonNode> json(byte[] body) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      JsonNode json = STRICT.readTree(text);
      return Optional.of(json)
          .filter(each -> !each.isMissingNode() && Text.isWhole(each.toString()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Overheard listen(Route route, Map<String, String> fields) {
    Routes.Call call =
        Routes.ALL.stream()
            .filter(each -> each.method().equals(route.method()))
            .filter(each -> each.template().equals(route.path()))
            .findFirst()
            .orElseThrow();
    return listen(route, fields, call.body());
  }

  private static Overheard listen(Route route, Map<String, String> fields, String body) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("content-type", "application/json");
    return Overheard.of(route, Routes.parameters(route.path()), all, body.getBytes(UTF_8));
  }

  @Test
  void parametersOfPathsAreThoseOfTheirTemplates() {
    for (Operation operation : DESCRIPTION.operations()) {
      Set<String> inTemplate =
          Pattern.compile("\\{([a-z]+)}")
              .matcher(operation.path())
              .results()
              .map(each -> each.group(1))
              .collect(Collectors.toSet());
      assertThat(operation.parameters("path")).as("%s", operation).isEqualTo(inTemplate);
    }
  }
}
