package dev.runspec.registry.cli.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.command.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Typed words held against the schema that an agent of runspec sends. */
class ArgumentCheckTest {

  /** That of the sample 02-args, which has every type that there is. */
  private static final String SCHEMA =
      """
      {"type":"object","properties":{
        "source":{"type":"string","description":"Where to read"},
        "quality":{"type":"integer","default":85,"minimum":1,"maximum":100},
        "threshold":{"type":"number","default":1,"minimum":0.0,"maximum":2.5},
        "mode":{"type":"string","default":"fast","enum":["fast","slow"]},
        "level":{"type":"string","enum":[1,2,3]},
        "tags":{"type":"array","items":{"type":"string"}},
        "ports":{"type":"array","items":{"type":"integer","minimum":1,"maximum":65535}},
        "strict":{"type":"boolean","default":true},
        "force":{"type":"boolean"},
        "opt-path":{"type":"string"},
        "req-def":{"type":"string","default":"d"}},
       "required":["source","req-def"]}""";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--source a",
        "--source=a --quality 100 --threshold 2.5 --mode slow --level 3",
        "--source a --tags x --tags y --ports 80 --ports 443",
        "--source a --ports 80,443",
        "--source a --ports=80;443",
        "--source a --strict false --force",
        "--source a --force --strict off",
        "--source a --no-strict",
        "--source a --opt_path /x",
        "--source -a",
        "--source=--force",
        "--source a --quality 1e1",
        "--source a --threshold -0",
        "--source a --debug --no-summary",
        "--help",
        "--nonsense -h",
        // What may be a positional argument, a short option or a subcommand.
        "a",
        "-s a",
        "migrate --to 5",
        "--force -- rest of it",
      })
  void whatTheToolWouldTakeIsLetPass(String words) {
    assertThat(refusal(SCHEMA, words)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "'' => argument --source: it is missing; accepted: text",
        "--source => argument --source: its value is missing; accepted: text",
        "--source --force => argument --source: its value is missing; accepted: text",
        "--source a --quality 101 => argument --quality 101: it is too large; accepted: a whole"
            + " number from 1 to 100",
        "--source a --quality x => argument --quality x: it is of another kind; accepted: a whole"
            + " number from 1 to 100",
        "--source a --quality 2.5 => argument --quality 2.5: it is of another kind; accepted: a"
            + " whole number from 1 to 100",
        "--source a --threshold -1 => argument --threshold -1: it is too small; accepted: a number"
            + " from 0.0 to 2.5",
        "--source a --mode slw => argument --mode slw: it is none of the choices; did you mean"
            + " slow?; accepted: fast, slow",
        "--source a --level 4 => argument --level 4: it is none of the choices; accepted: 1, 2, 3",
        "--source a --ports 80 --ports 70000 => argument --ports 70000: it is too large; accepted:"
            + " a whole number from 1 to 65535, may be repeated",
        "--source a --ports 80,http => argument --ports 80,http: it is of another kind; accepted: a"
            + " whole number from 1 to 65535, may be repeated",
        "--source a --qualty 5 => argument --qualty: the tool has none; did you mean --quality?;"
            + " accepted: --source, --quality, --threshold, --mode, --level, --tags, --ports,"
            + " --strict, --force, --opt-path, …",
        // A number whose digits fill a disk is not worked out.
        "--source a --quality 1e999999999 => argument --quality 1e999999999: it is of another"
            + " kind; accepted: a whole number from 1 to 100",
      })
  void whatItWouldNotTakeIsToldByNameWithWhatItWould(String words, String complaint) {
    assertThat(refusal(SCHEMA, words).map(Refusal::message)).hasValue(complaint);
  }

  @Test
  void aSchemaThatSaysNothingHasNothingAgainstAnything() {
    assertThat(refusal("{}", "--any thing")).isEmpty();
    assertThat(refusal("{\"type\":\"object\",\"properties\":{}}", "--any thing")).isEmpty();
    assertThat(
            refusal(
                "{\"properties\":{\"a\":{}},\"additionalProperties\":{\"type\":\"string\"}}",
                "--any thing"))
        .isEmpty();
    assertThat(
            refusal(
                "{\"properties\":{\"a\":{}},\"patternProperties\":{\"(x+x+)+y\":{}},"
                    + "\"additionalProperties\":false}",
                "--xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx thing"))
        .isEmpty();
  }

  @Test
  void referencesWithinTheSchemaAreFollowed() {
    String schema =
        "{\"$defs\":{\"port\":{\"type\":\"integer\",\"maximum\":9}},"
            + "\"properties\":{\"port\":{\"$ref\":\"#/$defs/port\",\"description\":\"where\"},"
            + "\"maybe\":{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"null\"}]}}}";

    assertThat(refusal(schema, "--port 9 --maybe 3")).isEmpty();
    assertThat(refusal(schema, "--port 10").map(Refusal::message))
        .hasValue("argument --port 10: it is too large; accepted: a whole number of at most 9");
    assertThat(refusal(schema, "--maybe x")).isPresent();
  }

  @Test
  void aSchemaOverSeveralArgumentsCountsToo() {
    String schema = "{\"properties\":{\"a\":{},\"b\":{}},\"dependentRequired\":{\"a\":[\"b\"]}}";

    assertThat(refusal(schema, "--a 1 --b 2")).isEmpty();
    assertThat(refusal(schema, "--a 1").map(Refusal::message))
        .hasValueSatisfying(message -> assertThat(message).startsWith("the arguments: "));
  }

  /** A registry that is not our friend. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "{\"$ref\":\"http://127.0.0.1:1/schema\"} => refers to another document",
        "{\"properties\":{\"a\":{\"$ref\":\"file:///etc/passwd\"}}} => refers to another document",
        "{\"$ref\":\"#\"} => refers to itself without end",
        "{\"properties\":{\"a\":{\"$ref\":\"#/properties/a\"}}} => refers to itself without end",
        "{\"properties\":{\"a\":{\"pattern\":\"^(a*)*\\\\1b$\"}}} => has a pattern that takes too long",
        "{\"properties\":{\"a\":{\"pattern\":\"(.*)(.*)(.*)(.*)(.*)(.*)b\\\\1\"}}} => has a pattern",
        "{\"$dynamicRef\":\"#a\"} => has references that depend on where they are met",
        "{\"properties\":{\"a\":{\"multipleOf\":1e-999999999}}} => is no JSON that we read",
        "[] => is no JSON object",
      })
  void aSchemaThatWouldCostTimeOrAConnectionIsRefusedByName(String schema, String why) {
    String words = "--a aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";

    assertThat(refusal(schema, words).map(Refusal::message))
        .hasValueSatisfying(message -> assertThat(message).contains(why, "--no-validate"));
  }

  @Test
  void referencesWithoutEndAreSeenBeforeTheStackIsFull() throws Exception {
    FutureTask<Optional<String>> task =
        new FutureTask<>(() -> refusal("{\"$ref\":\"#\"}", "").map(Refusal::message));
    new Thread(null, task, "small", 512 * 1024).start();

    assertThat(task.get())
        .hasValueSatisfying(message -> assertThat(message).contains("refers to itself"));
  }

  @Test
  void referencesThatDoubleAtEveryStepAreNotFollowedForEver() {
    StringBuilder schema = new StringBuilder("{\"$defs\":{\"a0\":{}");
    for (int step = 1; step <= 40; step++) {
      String last = "{\"$ref\":\"#/$defs/a" + (step - 1) + "\"}";
      schema.append(",\"a" + step + "\":{\"allOf\":[" + last + "," + last + "]}");
    }
    schema.append("},\"$ref\":\"#/$defs/a40\"}");

    assertThat(refusal(schema.toString(), "").map(Refusal::message))
        .hasValueSatisfying(message -> assertThat(message).contains("refers to itself"));
  }

  @Test
  void aSchemaThatIsNestedWithoutEndIsNotRead() {
    String schema = "{\"not\":".repeat(5_000) + "{}" + "}".repeat(5_000);

    assertThat(refusal(schema, "").map(Refusal::message))
        .hasValueSatisfying(message -> assertThat(message).contains("is no JSON that we read"));
  }

  @Test
  void aPatternOfAnotherLanguageIsLeftToTheTool() {
    assertThat(refusal("{\"properties\":{\"a\":{\"pattern\":\"(?P<x>\"}}}", "--a b")).isEmpty();
  }

  private static Optional<Refusal> refusal(String schema, String words) {
    List<String> split = words.isEmpty() ? List.of() : Arrays.asList(words.split(" ", -1));
    try {
      return Complaints.about(ToolSchema.of(new JsonDocument(schema)), split);
    } catch (UncheckableSchema e) {
      return Optional.of(new Refusal("", String.valueOf(e.getMessage()), "--no-validate"));
    }
  }
}
