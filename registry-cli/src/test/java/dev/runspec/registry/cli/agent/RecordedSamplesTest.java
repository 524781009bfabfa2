package dev.runspec.registry.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.HostName;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The samples under {@code runspec-toml}, against what the original agent sends for them. */
class RecordedSamplesTest {

  @Test
  void basicGivesItsRecordedTools() throws Exception {
    assertThat(pretty("01-basic")).isEqualTo(recorded("01-basic"));
  }

  @Test
  void basicGivesItsConfig() throws Exception {
    Agent agent = read("01-basic");
    assertThat(agent.config().name()).isEqualTo("ledger-tools");
    assertThat(agent.config().version()).isEqualTo("3");
    assertThat(agent.registry()).hasToString("Optional[http://127.0.0.1:8765]");
    assertThat(agent.heartbeat()).hasSeconds(15);
    assertThat(agent.telemetry()).isTrue();
    assertThat(agent.warnings()).isEmpty();
  }

  @Test
  void argumentsGiveTheirRecordedToolsButForTheOutputThatTheFileSays() throws Exception {
    String text = "\"x-output\": \"text\"";
    String expected =
        recorded("02-args")
            .replaceFirst(text, text.replace("text", "json"))
            .replaceFirst(text, text.replace("text", "html"));
    assertThat(pretty("02-args")).isEqualTo(expected);
  }

  @Test
  void everyRunAsGivesItsRecordedToolsButForTheOneNotServed() throws Exception {
    String expected =
        recorded("03-runas")
            .replaceFirst("(?s),\n  \\{\n    \"name\": \"serve-false\".*?\n  \\}", "");
    assertThat(expected).doesNotContain("serve-false");
    assertThat(pretty("03-runas")).isEqualTo(expected);
  }

  @Test
  void anUnsetVariableIsAWarningWithItsPlace() throws Exception {
    assertThat(read("03-runas").warnings())
        .containsExactly(
            folder("03-runas")
                + "/runspec.toml:11: env-unset.run_as $AGENT_NOT_SET is not set, so nobody else is"
                + " become");
  }

  @Test
  void commandsGiveTheirRecordedParentAlone() throws Exception {
    assertThat(pretty("04-commands")).isEqualTo(recorded("04-commands"));
  }

  @Test
  void aBadPatternIsRefusedWithItsPlace() throws Exception {
    String file = folder("06-badpattern") + "/runspec.toml";
    assertThatThrownBy(() -> read("06-badpattern"))
        .isInstanceOf(InvalidRunspec.class)
        .hasMessage(
            file
                + ":5: bad.run_as.patterns.\"(\" is not a pattern (Unclosed group); expected a"
                + " Python regular expression such as \"db-[0-9]+\"");
  }

  @Test
  void aChoiceWithoutOptionsIsRefusedWithItsPlace() throws Exception {
    String file = folder("07-badchoice") + "/runspec.toml";
    assertThatThrownBy(() -> read("07-badchoice"))
        .isInstanceOf(InvalidRunspec.class)
        .hasMessage(
            file
                + ":4: bad.args.c is a choice without options; expected options, such as"
                + " [\"fast\", \"slow\"]");
  }

  private static String pretty(String sample) throws IOException, URISyntaxException {
    return ToolsJson.pretty(read(sample).tools());
  }

  private static String recorded(String sample) throws IOException, URISyntaxException {
    Path folder = folder(sample);
    return Files.readString(folder.resolve("tools.json")).replace("<dir>", folder.toString());
  }

  private static Agent read(String sample) throws IOException, URISyntaxException {
    return Agent.read(
        new AgentEnvironment(
            folder(sample), new HostName("db-01"), Map.of("AGENT_RUN_AS", "envuser")));
  }

  private static Path folder(String sample) throws IOException, URISyntaxException {
    URL readme = RecordedSamplesTest.class.getResource("/runspec-toml/README.md");
    if (readme == null) {
      throw new IOException("the samples are not on the class path");
    }
    return Path.of(readme.toURI()).toRealPath().resolveSibling(sample);
  }
}
