package dev.runspec.registry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.Terminal.Outcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  private final Terminal terminal = new Terminal();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve",
        "run",
        "tools",
        "instances",
        "tools diff",
        "hosts",
        "events",
        "health",
        "drain",
        "undrain",
        "deregister",
        "export"
      })
  void everyCommandHasHelpThatNamesItsExitCodes(String command) {
    Outcome outcome = terminal.run((command + " --help").split(" ", -1));

    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .startsWith("Usage: registry-cli " + command)
        .contains("--registry=URL", "--registry-key-file=FILE", "Exit codes:", "-h, --help");
  }

  @Test
  void theProgramItselfHasHelpThatNamesItsCommands() {
    Outcome outcome = terminal.run("--help");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("tools", "instances", "deregister", "Exit codes:");
  }

  @Test
  void theVersionIsTold() {
    assertThat(terminal.run("--version").out()).startsWith("registry-cli ");
    assertThat(terminal.run("tools", "--version").out()).startsWith("registry-cli ");
  }

  @Test
  void noCommandIsAWrongCommandLine() {
    assertWrong("a command is missing; see registry-cli --help");
  }

  @Test
  void anUnknownCommandIsAnsweredWithANearOne() {
    assertWrong("there is no command tols; did you mean tools or doctor?", "tols");
  }

  @Test
  void anUnknownFormatIsAnsweredWithThoseThereAre() {
    assertWrong("'xml' is none of table, wide, json, jsonl, yaml, name", "tools", "-o", "xml");
    assertWrong(
        "'putty' is none of superputty, mobaxterm, ssh-config, ansible, rundeck, prometheus",
        "export",
        "putty");
  }

  @Test
  void aMissingOrSurplusArgumentIsNamed() {
    assertWrong("Missing required parameter: 'ID'; see registry-cli drain --help", "drain");
    assertWrong("'b' is one argument too many", "drain", "a", "b");
  }

  @Test
  void anEmptyNameIsNone() {
    assertWrong("(NAME): tool name is empty;", "tools", "");
    assertWrong("'--host' (HOST): host is empty;", "run", "deploy", "--host", "");
  }

  @Test
  void anOptionThatMayBeTheToolsIsAnsweredWithWhereThatGoes() {
    assertWrong(
        "there is no option --env; what is for the tool goes after --,"
            + " as in run TOOL --host HOST -- --env;",
        "run",
        "deploy",
        "--host",
        "web-01",
        "--env",
        "prod");
    assertWrong("there is no option --hots; did you mean --host", "run", "x", "--hots", "web-01");
    assertWrong("there is no option --env; see registry-cli tools", "tools", "--env");
  }

  @Test
  void onlyTheCommandThatIsMeantIsMade() {
    Surroundings here = terminal.surroundings();
    Set<String> all = Main.commandLine(here).getSubcommands().keySet();

    for (String word : all) {
      Set<String> made = Main.commandLine(here, Commands.meantBy(word)).getSubcommands().keySet();
      assertThat(made).isEqualTo(word.equals("__complete") ? all : Set.of(word));
    }
    for (String word : List.of("--help", "tols", "")) {
      assertThat(Commands.meantBy(word)).containsExactly(Commands.values());
    }
    assertThat(Commands.meantBy()).containsExactly(Commands.values());
    assertThat(Commands.meantBy("--version")).isEmpty();
    assertThat(terminal.run("--version").out()).startsWith("registry-cli ");
  }

  private void assertWrong(String reason, String... arguments) {
    Outcome outcome = terminal.run(arguments);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("registry-cli: ").contains(reason).hasLineCount(1);
  }
}
