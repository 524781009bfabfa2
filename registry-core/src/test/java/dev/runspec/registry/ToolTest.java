package dev.runspec.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.json.ToolJson;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolTest {

  @Test
  void aBuiltToolIsItsDocument() {
    Tool tool =
        Tool.builder("deploy")
            .description("Deploys")
            .member("x-autonomy", new JsonDocument("\"confirm\""))
            .inputSchema(new JsonDocument("{\"type\":\"object\"}"))
            .memberAfterSchema("x-output", new JsonDocument("[1]"))
            .command("/bin/deploy")
            .runAs("")
            .becomeMethod(BecomeMethod.DZDO)
            .becomeFlags("-H")
            .build();

    assertThat(tool.document().text())
        .isEqualTo(
            "{\"name\":\"deploy\",\"description\":\"Deploys\",\"x-autonomy\":\"confirm\","
                + "\"inputSchema\":{\"type\":\"object\"},\"x-output\":[1],"
                + "\"x-command\":\"/bin/deploy\",\"x-run-as\":\"\",\"x-become-method\":\"dzdo\","
                + "\"x-become-flags\":\"-H\"}");
    assertThat(tool.execution()).isEqualTo(new Execution("/bin/deploy", "", "dzdo", "-H"));
    assertThat(ToolJson.read(tool.document().utf8())).isEqualTo(tool);
  }

  @Property(tries = 300)
  void aBuiltToolIsTheOneThatIsReadFromItsDocument(
      @ForAll("text") String name, @ForAll("text") String text) {
    Tool tool =
        Tool.builder("n" + name)
            .description(text)
            .member("x-" + name, JsonDocument.string(text))
            .command(text)
            .becomeFlags(name)
            .build();

    Tool read = ToolJson.read(tool.document().utf8());

    assertThat(read).isEqualTo(tool).hasSameHashCodeAs(tool);
    assertThat(read.definition().hash()).isEqualTo(tool.definition().hash());
    assertThat(read.document()).isEqualTo(tool.document());
    assertThat(read.execution()).isEqualTo(tool.execution());
    assertThat(read.definition().description()).isEqualTo(tool.definition().description());
  }

  @Provide
  Arbitrary<String> text() {
    return Arbitraries.strings().all().ofMaxLength(12).filter(Text::isWhole);
  }

  @Test
  void equalDefinitionsThatRunOtherwiseHaveOneHash() {
    Tool one = Tool.builder("deploy").description("d").command("/bin/deploy").build();
    Tool other = Tool.builder("deploy").description("d").runAs("root").build();
    Tool third = Tool.builder("deploy").description("other").command("/bin/deploy").build();

    assertThat(one.definition()).isEqualTo(other.definition());
    assertThat(one.definition().hash()).isEqualTo(other.definition().hash());
    assertThat(one.definition().hash()).isNotEqualTo(third.definition().hash());
    assertThat(one).isNotEqualTo(other);
    assertThat(one.sharing(other.definition()).definition()).isSameAs(other.definition());
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "description", "inputSchema", "x-command", "x-run-as", "x-a"})
  void aMemberIsGivenOnce(String member) {
    Tool.Builder builder = Tool.builder("t").member("x-a", JsonDocument.EMPTY_OBJECT);

    assertThatThrownBy(() -> builder.member(member, JsonDocument.EMPTY_OBJECT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tool member is given already: " + member);
    assertThatThrownBy(() -> builder.memberAfterSchema(member, JsonDocument.EMPTY_OBJECT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theToolsOfARegistrationCannotBeChangedFromOutside() {
    List<Tool> tools = new ArrayList<>(Samples.tools("a"));
    Registration registration = Samples.agent("i").tools(tools).build();
    tools.clear();

    assertThat(registration.publishedTools()).hasSize(1);
  }
}
