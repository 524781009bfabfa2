package dev.runspec.registry.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Text;
import dev.runspec.registry.Tool;
import dev.runspec.registry.cli.arguments.CommandWords;
import dev.runspec.registry.cli.arguments.GivenArguments;
import dev.runspec.registry.json.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Texts go from a runspec.toml into a schema, and from a call into words, as they are. */
class RunspecPropertyTest {

  private static final Path FOLDER = folder();

  private static Path folder() {
    try {
      return Files.createTempDirectory("runspec-property").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterContainer
  static void leave() throws IOException {
    Files.deleteIfExists(FOLDER.resolve("runspec.toml"));
    Files.deleteIfExists(FOLDER);
  }

  @Property(tries = 200)
  void aSchemaSaysWhatTheFileSays(
      @ForAll("names") String name,
      @ForAll("text") String description,
      @ForAll("text") String initial,
      @ForAll long number) {
    String toml =
        "[t]\ndescription = %s\n[t.args]\n%s = {description = %s, default = %s}\nn = %d\n"
            .formatted(
                quoted(description), quoted(name), quoted(description), quoted(initial), number);

    Tool tool = new Home(FOLDER, Map.of()).tool(toml);

    assertThat(Documents.members(tool.definition().document()).get("description"))
        .isEqualTo(ToolsJson.document(description));
    var properties =
        Documents.members(
            Documents.members(tool.definition().inputSchema())
                .getOrDefault("properties", JsonDocument.EMPTY_OBJECT));
    var said = Documents.members(properties.getOrDefault(name, JsonDocument.EMPTY_OBJECT));
    assertThat(said.get("default")).isEqualTo(ToolsJson.document(initial));
    var count = Documents.members(properties.getOrDefault("n", JsonDocument.EMPTY_OBJECT));
    assertThat(count.get("default")).hasToString(Long.toString(number));
  }

  @Property(tries = 300)
  void theWordsOfACallSayItsArguments(@ForAll("calls") Map<String, List<String>> call) {
    Map<String, Object> properties = new LinkedHashMap<>();
    call.keySet().forEach(name -> properties.put(name, Map.of("type", "array")));
    Map<String, Object> arguments = new LinkedHashMap<>(call);
    Map<String, Object> schema = Map.of("type", "object", "properties", properties);

    List<String> words =
        CommandWords.of(
            GivenArguments.of(ToolsJson.document(arguments), ToolsJson.document(schema)));

    Map<String, List<String>> read = new LinkedHashMap<>();
    for (int at = 0; at < words.size(); at++) {
      String option = words.get(at).substring("--".length());
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      String value = equals < 0 ? words.get(++at) : option.substring(equals + 1);
      read.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }
    Map<String, List<String>> meant = new LinkedHashMap<>(call);
    meant.values().removeIf(List::isEmpty);
    assertThat(read).isEqualTo(meant);
  }

  /** As TOML writes it, in double quotes. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            point -> {
              if (point < ' ' || point == '"' || point == '\\' || point == 0x7f) {
                quoted.append("\\u%04x".formatted(point));
              } else {
                quoted.appendCodePoint(point);
              }
            });
    return quoted.append('"').toString();
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("abc_-. é\"#").ofMinLength(1).ofMaxLength(6);
  }

  @Provide
  Arbitrary<Map<String, List<String>>> calls() {
    return Arbitraries.maps(
            Arbitraries.strings().withChars("abcdexyz-").ofMinLength(2).ofMaxLength(5),
            text().list().ofMaxSize(3))
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<String> text() {
    return Arbitraries.oneOf(
            Arbitraries.strings().all().excludeChars('\0').ofMaxLength(8),
            Arbitraries.of("-x", "--", "=", "a=b", "", " ", "'", "\"\"\"", "\\", "🚀", "#", "\n"))
        .filter(Text::isWhole);
  }
}
