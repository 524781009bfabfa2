package dev.runspec.registry.server.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.runspec.registry.Autonomy;
import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.InstanceState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The document is sound in itself. */
class ApiDocumentTest {

  private static final String OPENAPI = "https://spec.openapis.org/oas/3.1/";
  private static final String HERE = "https://registry.test/openapi";

  private final ApiDocument document = ApiDocument.bundled();
  private final JsonNode json = parsed(document.json().toString());

  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder -> builder.schemas(iri -> iri.equals(HERE) ? json.toString() : standard(iri)));

  /** The schemas of OpenAPI itself, by their addresses. */
  private static @Nullable String standard(String iri) {
    return iri.startsWith(OPENAPI)
        ? resource("/spec.openapis.org/oas/3.1/" + iri.substring(OPENAPI.length()))
        : null;
  }

  private static String resource(String name) {
    try (InputStream in = ApiDocumentTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parsed(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Schema schema(String iri) {
    return schemas.getSchema(SchemaLocation.of(iri));
  }

  /** Tells every object in the document, with its JSON Pointer. */
  private static void visit(JsonNode node, String pointer, BiConsumer<String, JsonNode> visitor) {
    if (node.isObject()) {
      visitor.accept(pointer, node);
      for (Map.Entry<String, JsonNode> each : node.properties()) {
        String step = each.getKey().replace("~", "~0").replace("/", "~1");
        visit(each.getValue(), pointer + "/" + step, visitor);
      }
    } else if (node.isArray()) {
      for (int at = 0; at < node.size(); at++) {
        visit(node.get(at), pointer + "/" + at, visitor);
      }
    }
  }

  @Test
  void itIsValidOpenApi() {
    assertThat(json.path("openapi").asText()).startsWith("3.1.");
    assertThat(schema(OPENAPI + "schema-base/2022-10-07").validate(json)).isEmpty();
  }

  @Test
  void whatIsNotOpenApiWouldBeSeen() {
    JsonNode broken = parsed(json.toString().replace("\"operationId\"", "\"operationID\""));
    assertThat(schema(OPENAPI + "schema-base/2022-10-07").validate(broken)).isNotEmpty();
    JsonNode unsound = parsed(json.toString().replace("\"type\":\"object\"", "\"type\":\"thing\""));
    assertThat(schema(OPENAPI + "schema-base/2022-10-07").validate(unsound)).isNotEmpty();
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
    Set<String> used = new TreeSet<>();
    visit(
        json,
        "",
        (pointer, node) -> {
          if (node.has("$ref")) {
            String target = node.path("$ref").asText();
            assertThat(target).as(pointer).startsWith("#/components/");
            assertThat(json.at(target.substring(1)).isMissingNode()).as(target).isFalse();
            used.add(target.substring("#/components/".length()));
          }
        });
    Set<String> known = new TreeSet<>();
    for (Map.Entry<String, JsonNode> kind : json.path("components").properties()) {
      kind.getValue().fieldNames().forEachRemaining(name -> known.add(kind.getKey() + "/" + name));
    }
    known.remove("securitySchemes/ApiKey");
    known.removeAll(Set.of("schemas/Event", "schemas/Reset")); // stand in a stream
    assertThat(used).isEqualTo(known);
  }

  @Test
  void operationsHaveNamesOfTheirOwnAndAKnownTag() {
    List<String> tags = json.path("tags").findValuesAsText("name");
    List<String> names = json.path("paths").findValuesAsText("operationId");
    assertThat(names).hasSize(27).doesNotHaveDuplicates();
    for (JsonNode operation : json.path("paths").findParents("operationId")) {
      assertThat(tags).contains(operation.at("/tags/0").asText());
      assertThat(operation.path("summary").asText()).isNotBlank();
    }
  }

  @Test
  void everyExampleFitsItsSchema() {
    List<String> faults = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    visit(
        json,
        "",
        (pointer, node) -> {
          if (!node.has("schema")) {
            return;
          }
          List<JsonNode> examples = new ArrayList<>();
          node.path("examples")
              .forEach(
                  each ->
                      examples.add(
                          each.has("$ref")
                              ? json.at(each.path("$ref").asText().substring(1)).path("value")
                              : each.path("value")));
          if (node.has("example")) {
            examples.add(node.path("example"));
          }
          for (JsonNode example : examples) {
            seen.add(pointer);
            schema(HERE + "#" + pointer + "/schema").validate(example).stream()
                .map(fault -> pointer + ": " + fault)
                .forEach(faults::add);
          }
        });
    assertThat(faults).isEmpty();
    assertThat(seen).hasSizeGreaterThan(40);
  }

  @Test
  void listsOfWordsAreThoseOfTheCode() {
    assertThat(words("/Problem/properties/code"))
        .isEqualTo(names(ErrorCode.values(), ErrorCode::wireName));
    assertThat(words("/Instance/properties/state"))
        .isEqualTo(names(InstanceState.values(), InstanceState::wireName));
    assertThat(words("/Event/properties/event"))
        .isEqualTo(names(ChangeKind.values(), ChangeKind::wireName));
    assertThat(words("/Autonomy")).isEqualTo(names(Autonomy.values(), Autonomy::wireName));
  }

  private Set<String> words(String schema) {
    Set<String> words = new TreeSet<>();
    json.at("/components/schemas" + schema + "/x-extensible-enum")
        .forEach(each -> words.add(each.asText()));
    return words;
  }

  private static <T> Set<String> names(T[] values, Function<T, String> name) {
    Set<String> names = new TreeSet<>();
    Stream<String> all = Arrays.stream(values).map(name);
    all.filter(each -> !each.equals("unknown")).forEach(names::add);
    return names;
  }

  @Test
  void linesAreShort() {
    assertThat(document.yaml().toString().lines()).allMatch(line -> line.length() <= 125);
  }
}
