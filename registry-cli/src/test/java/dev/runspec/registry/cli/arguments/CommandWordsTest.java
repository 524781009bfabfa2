package dev.runspec.registry.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.json.Documents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordsTest {

  private static final String SCHEMA =
      """
      {"type":"object","required":["sure"],"properties":{
        "env":{"type":"string"},
        "dry-run":{"type":"boolean"},
        "colour":{"type":"boolean","default":true},
        "sure":{"type":"boolean"},
        "tag":{"type":"array","items":{"type":"string"}},
        "count":{"type":"integer","default":3},
        "more":{"type":"object"}}}""";

  private static GivenArguments given(String arguments) {
    return GivenArguments.of(json("{\"sure\":true" + arguments + "}"), json(SCHEMA));
  }

  private static JsonDocument json(String text) {
    return Documents.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Without those for the argument that must be given. */
  private static List<String> words(String arguments) {
    List<String> words = CommandWords.of(given(arguments));
    return words.stream().filter(word -> !word.equals("--sure") && !word.equals("true")).toList();
  }

  @Test
  void wordsStandInTheOrderOfTheSchema() {
    assertThat(CommandWords.of(given(",\"count\":7,\"env\":\"prod\"")))
        .containsExactly("--env", "prod", "--sure", "true", "--count", "7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",\"dry-run\":true|--dry-run",
        ",\"dry_run\":true|--dry-run",
        ",\"dry-run\":false|",
        ",\"colour\":true|",
        ",\"colour\":false|--colour false",
        ",\"tag\":[\"a\",\"b\"]|--tag a --tag b",
        ",\"tag\":[]|",
        ",\"tag\":\"a\"|--tag a",
        ",\"count\":1e3|--count 1e3",
        ",\"env\":null|",
        ",\"more\":{\"a\":[1]}|--more {\"a\":[1]}",
        ",\"env\":\"-x\"|--env=-x",
        ",\"env\":\"--\"|--env=--",
        ",\"count\":-5|--count=-5",
        ",\"tag\":[\"a\",\"-b=c\"]|--tag a --tag=-b=c"
      })
  void everyKindOfValueHasItsWords(String arguments, String expected) {
    assertThat(String.join(" ", words(arguments))).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "it's", "\"", "$(id)", "\\", "new\nline", "ü🙂", "*"})
  void aTextArrivesAsItIs(String text) {
    assertThat(words(",\"env\":" + JsonDocument.string(text))).containsExactly("--env", text);
  }

  @Test
  void whatTheSchemaDoesNotHaveIsRefusedByNameAndSoIsWhatIsMissing() {
    assertThatThrownBy(() -> given(",\"force\":true"))
        .hasMessage(
            "there is no argument force; expected some of env, dry-run, colour, sure, tag, count,"
                + " more");
    assertThatThrownBy(() -> GivenArguments.of(JsonDocument.EMPTY_OBJECT, json(SCHEMA)))
        .hasMessage("the argument sure is missing");
    assertThatThrownBy(() -> GivenArguments.of(json("{\"a\":1}"), JsonDocument.EMPTY_OBJECT))
        .hasMessage("there is no argument a; expected none");
  }

  @Test
  void whatNoProgramCanGetIsRefused() {
    assertThatThrownBy(() -> words(",\"env\":\"a\\u0000b\"")).hasMessageContaining("NUL");
    for (String name : List.of("", "a=b", "a\\u0000")) {
      JsonDocument schema = json("{\"properties\":{\"" + name + "\":{}}}");
      GivenArguments given = GivenArguments.of(json("{\"" + name + "\":\"x\"}"), schema);
      assertThatThrownBy(() -> CommandWords.of(given)).hasMessageContaining("no name");
    }
  }

  @Test
  void variablesHaveTheNamesOfEarlierAndOfLaterScripts() {
    assertThat(
            RunspecVariables.of(
                "put-up", given(",\"dry-run\":true,\"tag\":[\"a\",\"b c\"],\"env\":\"-x\"")))
        .isEqualTo(
            Map.of(
                "RUNSPEC_ENV", "-x",
                "RUNSPEC_PUT_UP_ARG_ENV", "-x",
                "RUNSPEC_DRY_RUN", "1",
                "RUNSPEC_PUT_UP_ARG_DRY_RUN", "1",
                "RUNSPEC_COLOUR", "1",
                "RUNSPEC_SURE", "1",
                "RUNSPEC_PUT_UP_ARG_SURE", "1",
                "RUNSPEC_TAG", "a\nb c",
                "RUNSPEC_PUT_UP_ARG_TAG", "a\nb c",
                "RUNSPEC_COUNT", "3"));
  }

  @Test
  void noArgumentPassesForAVariableThatMeansSomethingElse() {
    JsonDocument schema = json("{\"properties\":{\"agent\":{},\"config\":{},\"env-file\":{}}}");
    GivenArguments given =
        GivenArguments.of(json("{\"agent\":\"0\",\"config\":\"/x\",\"env-file\":\"/y\"}"), schema);
    assertThat(RunspecVariables.of("t", given).keySet())
        .containsExactly("RUNSPEC_T_ARG_AGENT", "RUNSPEC_T_ARG_CONFIG", "RUNSPEC_T_ARG_ENV_FILE");
  }
}
