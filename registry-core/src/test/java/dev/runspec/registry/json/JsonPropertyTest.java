package dev.runspec.registry.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Samples;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Text;
import dev.runspec.registry.Tool;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What must hold for any document, however odd. */
class JsonPropertyTest {

  @Property(tries = 400)
  void whatIsKeptReadsAsWhatWasSent(@ForAll("documents") String document) throws IOException {
    JsonDocument kept = Documents.parse(document.getBytes(UTF_8));

    assertThat(tokens(kept.text())).isEqualTo(tokens(document));
    assertThat(Documents.parse(kept.utf8())).isEqualTo(kept);
  }

  @Property(tries = 300)
  void aToolReadsAsItWasSentAndItsDefinitionAsTheRest(
      @ForAll("objects") Map<String, String> members,
      @ForAll @Size(max = 4) List<@IntRange(max = 5) Integer> places)
      throws IOException {
    List<String> definition = new ArrayList<>();
    members.forEach((name, value) -> definition.add(name + ":" + value));
    definition.add(definition.size() / 2, "\"name\":\"t\"");
    List<String> all = new ArrayList<>(definition);
    List<String> names = List.of("x-command", "x-run-as", "x-become-method", "x-become-flags");
    for (int i = 0; i < places.size(); i++) {
      all.add(Math.min(places.get(i), all.size()), "\"" + names.get(i) + "\":\" ,}\\\"" + i + "\"");
    }
    String document = "{" + String.join(" , ", all) + "}";

    Tool tool = ToolJson.read(document.getBytes(UTF_8));

    assertThat(tokens(tool.document().text())).isEqualTo(tokens(document));
    assertThat(tokens(tool.definition().document().text()))
        .isEqualTo(tokens("{" + String.join(",", definition) + "}"));
    assertThat(ToolJson.read(tool.document().utf8())).isEqualTo(tool);
    assertThatARecordKeeps(tool);
  }

  /** As the stores do it: the definition here, the rest there. */
  private static void assertThatARecordKeeps(Tool tool) {
    Registration registration =
        Registration.builder("a", "web", "1", "h").tools(List.of(tool, tool)).build();
    byte[] definition = tool.definition().document().utf8();

    RecordReader reader =
        new RecordReader(
            hash -> {
              assertThat(hash).isEqualTo(tool.definition().hash());
              return ToolJson.read(definition).definition();
            });
    Registration kept = reader.read(RecordJson.write(registration));

    assertThat(kept).isEqualTo(registration);
    Tool again = kept.publishedTools().get(1);
    assertThat(again).isSameAs(kept.publishedTools().get(0));
    assertThat(again.execution()).isEqualTo(tool.execution());
    assertThat(again.definition().inputSchema()).isEqualTo(tool.definition().inputSchema());
    assertThat(again.definition().description()).isEqualTo(tool.definition().description());
  }

  @Property(tries = 300)
  void whateverComesIsReadOrRefused(@ForAll byte[] noise, @ForAll("documents") String document) {
    byte[] whole = document.getBytes(UTF_8);
    byte[] damaged = whole.clone();
    for (int i = 0; i < noise.length && i < 3; i++) {
      damaged[(noise[i] & 0xFF) % damaged.length] = noise[noise.length - 1 - i];
    }
    for (byte[] body : List.of(noise, damaged, Arrays.copyOf(whole, whole.length / 2))) {
      assertReadOrRefused(Documents::parse, body);
      assertReadOrRefused(RegistrationJson::read, body);
      assertReadOrRefused(InstanceJson::readAll, body);
      assertReadOrRefused(Problem::read, body);
    }
  }

  private static void assertReadOrRefused(Function<byte[], ?> reader, byte[] body) {
    try {
      assertThat(reader.apply(body)).isNotNull();
    } catch (InvalidDocument refusal) {
      assertThat(Refusals.of(reader, body)).isNotEmpty();
    }
  }

  @Property(tries = 300)
  void anInstanceThatWasWrittenIsReadAsItWas(
      @ForAll("text") String text,
      @ForAll("text") String other,
      @ForAll @IntRange(min = 1000, max = 86_400_000) int interval,
      @ForAll("documents") String extension) {
    Registration registration =
        Registration.builder("i" + text, text, other, "h" + other)
            .heartbeatInterval(Duration.ofMillis(interval))
            .labels(Map.of("k" + text, other))
            .ssh(new SshTarget("a" + text, 22, null))
            .toolsHash(other)
            .tools(
                List.of(
                    Tool.builder("t" + text)
                        .description(other)
                        .member("x-any", Documents.parse(extension.getBytes(UTF_8)))
                        .command(text)
                        .runAs(other)
                        .build()))
            .signature(Samples.signature(interval))
            .build();
    Instance instance =
        new Instance(
            registration,
            InstanceState.LIVE,
            true,
            Instant.ofEpochSecond(interval, 1000),
            Instant.ofEpochSecond(1, 999_999_000),
            Instant.ofEpochSecond(2, 1000),
            Instant.ofEpochSecond(3),
            Instant.EPOCH,
            JsonDocument.EMPTY_OBJECT);

    assertThat(RegistrationJson.read(RegistrationJson.write(registration))).isEqualTo(registration);
    assertThat(InstanceJson.read(InstanceJson.write(instance))).isEqualTo(instance);
  }

  /** Texts of whole Unicode, with what is special in JSON more often than chance has it. */
  @Provide
  Arbitrary<String> text() {
    return Arbitraries.oneOf(
            Arbitraries.strings().all().ofMaxLength(6),
            Arbitraries.of(
                "\"", "\\", "/", "\u0000", "\u001f", "\u007f", "\r\n", "🚀", "\ufffd", " "))
        .list()
        .ofMaxSize(5)
        .map(parts -> String.join("", parts))
        .filter(Text::isWhole);
  }

  @Provide
  Arbitrary<String> documents() {
    return value(4);
  }

  /** The members of an object, as JSON strings to JSON values. */
  @Provide
  Arbitrary<Map<String, String>> objects() {
    return object(value(2))
        .map(
            members -> {
              Map<String, String> others = new LinkedHashMap<>(members);
              others.keySet().removeIf(name -> name.equals("\"name\""));
              return others;
            });
  }

  private Arbitrary<String> value(int depth) {
    Arbitrary<String> scalar =
        Arbitraries.oneOf(number(), quoted(), Arbitraries.of("null", "true", "false"));
    if (depth == 0) {
      return scalar;
    }
    Arbitrary<String> inner = value(depth - 1);
    Arbitrary<String> space = Arbitraries.of("", "", " ", "\n\t");
    Arbitrary<String> array =
        Combinators.combine(inner.list().ofMaxSize(3), space)
            .as((values, blank) -> "[" + blank + String.join(blank + ",", values) + blank + "]");
    Arbitrary<String> object =
        Combinators.combine(object(inner), space)
            .as(
                (members, blank) -> {
                  List<String> all = new ArrayList<>();
                  members.forEach((name, each) -> all.add(name + blank + ":" + blank + each));
                  return "{" + String.join("," + blank, all) + blank + "}";
                });
    return Arbitraries.oneOf(scalar, array, object);
  }

  /** Names differ also when their escapes are undone. */
  private Arbitrary<Map<String, String>> object(Arbitrary<String> values) {
    return Arbitraries.maps(text(), values)
        .ofMaxSize(4)
        .map(
            members -> {
              Map<String, String> written = new LinkedHashMap<>();
              members.forEach((name, each) -> written.put(written(name, name.length()), each));
              return written;
            });
  }

  private Arbitrary<String> quoted() {
    return Combinators.combine(text(), Arbitraries.integers().between(0, 5))
        .as(JsonPropertyTest::written);
  }

  /** A JSON string that escapes every character that {@code stride} divides, and what it must. */
  private static String written(String text, int stride) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit < ' ' || unit == '"' || unit == '\\' || stride == 1 || stride == 3) {
        quoted.append(String.format("\\u%04x", (int) unit));
      } else {
        quoted.append(unit);
      }
    }
    return quoted.append('"').toString();
  }

  private static Arbitrary<String> number() {
    return Combinators.combine(
            Arbitraries.of("", "-"),
            Arbitraries.of("0", "1", "12", "18446744073709551617"),
            Arbitraries.of("", ".0", ".10", ".000000000000000000001"),
            Arbitraries.of("", "e0", "E+5", "e-07", "e400"))
        .as((sign, whole, fraction, exponent) -> sign + whole + fraction + exponent);
  }

  private static List<String> tokens(String document) throws IOException {
    List<String> tokens = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(document)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        tokens.add(token + " " + parser.getText());
      }
    }
    return tokens;
  }
}
