package dev.runspec.registry.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Samples;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolDefinition;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Registrations as stores keep them, read again. */
class RecordReaderTest {

  private final Map<String, ToolDefinition> definitions = new HashMap<>();
  private final RecordReader reader = new RecordReader(definitions::get);

  @Test
  void aRegistrationComesBackWhole() {
    Registration whole =
        Registration.builder("ünï", "web", "1", "h")
            .labels(Map.of("env", "prod"))
            .ssh(new SshTarget("gate", 22, null))
            .toolsHash("fingerprint")
            .tools(List.of(kept(Samples.tool("deploy")), kept(Tool.builder("none").build())))
            .build();

    assertThat(read(whole)).isEqualTo(whole);
    assertThat(read(whole.signed(Samples.signature(7))))
        .isEqualTo(whole.signed(Samples.signature(7)));
    assertThat(read(whole.withTools(null, null)).tools()).isNull();
    assertThat(read(whole.withTools(List.of(), null)).tools()).isEmpty();
  }

  @Test
  void equalToolsOfDifferentRecordsAreOne() {
    Tool tool = kept(Tool.builder("deploy").command("/bin/deploy").runAs("shop").build());
    Tool other = tool("deploy", "/opt/deploy");

    Tool first = read(Samples.agent("a").tools(List.of(tool)).build()).publishedTools().get(0);
    List<Tool> second =
        read(Samples.agent("b").tools(List.of(other, tool)).build()).publishedTools();

    assertThat(second.get(0)).isEqualTo(other);
    assertThat(second.get(0).execution().command()).isEqualTo("/opt/deploy");
    assertThat(second.get(1)).isSameAs(first);
    assertThat(first.definition()).isSameAs(tool.definition());
    assertThat(first.execution()).isEqualTo(tool.execution());
  }

  @Test
  void executionMembersOfTheGreatestSizeComeBack() {
    String longest = "x".repeat(1 << 20);
    Tool tool =
        kept(Tool.builder("deploy").command(longest).runAs(longest).becomeFlags(longest).build());
    Registration registration = Samples.agent("a").tools(List.of(tool)).build();

    assertThat(read(registration)).isEqualTo(registration);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertRefused("[]", "expected an object");
    assertRefused("{\"instance_id\":\"a\"}", "missing");
    assertRefused(withTool("[\"abc\"]"), "/tools/0: there is no definition abc");
    assertRefused(withTool("[]"), "the hash of a definition was expected");
    assertRefused(withTool("[7,8,\"\"]"), "the hash of a definition was expected");
    assertRefused(withTool("{}"), "expected an array");
    String hash = kept(Samples.tool("deploy")).definition().hash();
    for (String rest : List.of("1", "1.5,\"\"", "\"\",1", "99,null", "99,\"\",[]")) {
      assertRefused(
          withTool("[\"" + hash + "\"," + rest + "]"),
          "a place and the members there were expected");
    }
    assertRefused(withTool("[\"" + hash + "\",99999999999,\"\"]"), "99999999999");
  }

  private void assertRefused(String record, String reason) {
    assertThatThrownBy(() -> reader.read(record.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(InvalidDocument.class)
        .hasMessageContaining(reason);
  }

  private static String withTool(String tool) {
    return "{\"instance_id\":\"a\",\"name\":\"n\",\"version\":\"1\",\"host\":\"h\",\"tools\":["
        + tool
        + "]}";
  }

  private Registration read(Registration registration) {
    return reader.read(RecordJson.write(registration));
  }

  private Tool tool(String name, String command) {
    return kept(Tool.builder(name).command(command).build());
  }

  /** The tool, its definition known to the reader. */
  private Tool kept(Tool tool) {
    definitions.putIfAbsent(tool.definition().hash(), tool.definition());
    return tool;
  }
}
