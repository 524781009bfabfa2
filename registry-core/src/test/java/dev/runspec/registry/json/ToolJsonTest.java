package dev.runspec.registry.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Execution;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Tool;
import dev.runspec.registry.json.InvalidDocument.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tool as it was sent, and what is understood of it. */
class ToolJsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"t\"}",
        "{\"x-command\":\"c\",\"name\":\"t\"}",
        "{\"name\":\"t\",\"x-command\":\"c\"}",
        "{\"x-run-as\":\"\",\"x-command\":\"c\",\"name\":\"t\",\"x-become-flags\":\"-l\"}",
        "{\"name\":\"t\",\"x-run-as\":\"r\",\"description\":\"d\",\"x-command\":\"c\","
            + "\"inputSchema\":{},\"x-become-method\":\"su\",\"x-become-flags\":\"-l\"}",
        "{\"description\":\"d\",\"x-become-flags\":null,\"x-a\":1,\"name\":\"t\","
            + "\"x-become-method\":\"pbrun\",\"x-b\":[1,{\"x-command\":\"inner\"}]}",
        "{\"name\":\"007\",\"description\":\"  d\\t<&>'\\\"\",\"inputSchema\":"
            + "{\"maximum\":18446744073709551617,\"multipleOf\":1e-07,\"minimum\":-0,"
            + "\"default\":1.0},\"annotations\":{\"🚀\":null}}",
        "{\"name\":\"t\",\"description\":null}",
        "{\"x-command\":\"\\u0000\\\"}\\\\,🚀\",\"name\":\"{\\\"\"}"
      })
  void aToolIsKeptToTheLetterWhereverItsExecutionStands(String document) {
    Tool tool = read(document);

    assertThat(tool.document().text()).isEqualTo(document);
    assertThat(read(tool.document().text())).isEqualTo(tool);
    assertThat(tool.definition().document().text())
        .isEqualTo(withoutExecution(document))
        .satisfies(text -> assertThat(Documents.parse(utf8(text)).text()).isEqualTo(text));
  }

  /** The members at the top whose names are those of the execution, cut out by a naive hand. */
  private static String withoutExecution(String document) {
    String member =
        "\"x-(command|run-as|become-method|become-flags)\":(\"(\\\\.|[^\"\\\\])*\"|null)";
    String inner = "{\"x-command\":\"inner\"}";
    return document
        .replace(inner, "@")
        .replaceAll("," + member, "")
        .replaceAll("\\{" + member + ",", "{")
        .replaceAll("\\{" + member, "{")
        .replaceAll("\\{,", "{")
        .replace("@", inner);
  }

  @Test
  void theExecutionIsUnderstood() {
    assertThat(
            read("{\"x-become-method\":\"su\",\"name\":\"t\",\"x-command\":\"/c\","
                    + "\"x-run-as\":\"\",\"x-become-flags\":null}")
                .execution())
        .isEqualTo(new Execution("/c", "", "su", null));
    assertThat(read("{\"name\":\"t\"}").execution()).isEqualTo(Execution.UNSAID);
  }

  @Test
  void executionMembersAreAsSentAndTogether() {
    assertThat(
            read("{\"x-run-as\":\"r\",\"name\":\"t\",\"x-a\":1,\"x-command\":\"é\\n\"}")
                .executionMembers()
                .text())
        .isEqualTo("\"x-run-as\":\"r\",\"x-command\":\"é\\n\"");
    assertThat(read("{\"name\":\"t\"}").executionMembers().text()).isEmpty();
  }

  @Test
  void theDefinitionIsTheSameHoweverAToolIsRun() {
    Tool one = read("{\"name\":\"t\",\"description\":\"d\",\"x-command\":\"/bin/t\"}");
    Tool other = read(" {\"x-run-as\": \"r\", \"name\": \"t\", \"description\": \"\\u0064\" } ");

    assertThat(one.definition()).isEqualTo(other.definition());
    assertThat(one.definition().hash()).isEqualTo(other.definition().hash()).hasSize(64);
    assertThat(one).isNotEqualTo(other);
    assertThat(one.sharing(other.definition())).isEqualTo(one);
  }

  @Test
  void anotherMemberMakesAnotherDefinition() {
    assertThat(read("{\"name\":\"t\",\"x-a\":1}").definition())
        .isNotEqualTo(read("{\"name\":\"t\",\"x-a\":1.0}").definition())
        .isNotEqualTo(read("{\"x-a\":1,\"name\":\"t\"}").definition());
  }

  @Test
  void whatAnAgentLeftOutReadsAsNothing() {
    Tool tool = read("{\"name\":\"t\"}");

    assertThat(tool.definition().description()).isEqualTo(new JsonDocument("\"\""));
    assertThat(tool.definition().inputSchema()).isEqualTo(JsonDocument.EMPTY_OBJECT);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThat(refusal("{}")).containsExactly("/name: missing; a tool needs a name");
    assertThat(refusal("{\"name\":null}")).containsExactly("/name: expected a string, found null");
    assertThat(refusal("{\"name\":\"" + "x".repeat(1025) + "\"}"))
        .containsExactly("/name: tool name is longer than 1024 characters: 1025");
    assertThat(refusal("{\"name\":\"t\",\"x-command\":[\"a\"],\"x-run-as\":0}"))
        .containsExactly(
            "/x-command: expected a string, found an array",
            "/x-run-as: expected a string, found a number");
    assertThat(refusal("{\"name\":\"t\",\"x-command\":\"a\",\"x-command\":\"b\"}"))
        .singleElement()
        .asString()
        .contains("Duplicate field 'x-command'");
    assertThat(refusal("[]")).containsExactly("expected an object, found an array");
  }

  private static List<String> refusal(String document) {
    return Refusals.of(ToolJson::read, document).stream().map(Fault::toString).toList();
  }

  private static Tool read(String document) {
    return ToolJson.read(utf8(document));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
