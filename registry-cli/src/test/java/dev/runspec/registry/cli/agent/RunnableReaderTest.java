package dev.runspec.registry.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which runnables become tools on the host {@code db-01}, and what they say. */
class RunnableReaderTest {

  @TempDir private Path folder;
  private Home home;

  @BeforeEach
  void enter() {
    home = new Home(folder);
  }

  @Test
  void onlyTablesAreRunnables() {
    assertThat(home.agent("note = 'n'\nlist = [1]\n[config]\n[t]\n[[many]]\n").tools())
        .extracting(tool -> tool.name().value())
        .containsExactly("t");
  }

  @Test
  void membersStandInTheOrderThatAgentsSend() {
    String toml =
        """
        [t]
        become_flags = '-H'
        become_method = 'pbrun'
        run_as = 'u'
        autonomy-reason = 'r'
        autonomy = 'manual'
        output = 'json'
        description = 'ü "q"'
        """;
    assertThat(home.tool(toml).document())
        .hasToString(
            """
            {"name":"t","description":"ü \\"q\\"","x-autonomy":"manual","x-output":"json",\
            "inputSchema":{"type":"object","properties":{}},"x-autonomy-reason":"r",\
            "x-command":"t","x-run-as":"u","x-become-method":"pbrun","x-become-flags":"-H"}""");
  }

  @Test
  void emptyReasonsAndFlagsAreNotSaid() {
    assertThat(home.tool("[t]\nautonomy-reason=''\nbecome_flags=''").document().toString())
        .doesNotContain("reason", "x-become-flags");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hosts = ['db-01', 'x'] | true",
        "hosts = ['db-02']      | false",
        "hosts = ['db']         | false",
        "hosts = []             | true",
        "hosts = ''             | true",
        "hosts = 'db-0123'      | true",
        "hosts = 'db-0'         | false",
        "serve = true           | true",
        "serve = false          | false",
        "serve = ['local']      | false",
        "serve = ['remote']     | true",
        "serve = ['local', 'remote'] | true"
      })
  void hostsAndServeDecideWhetherItIsPublished(String line, boolean published) {
    assertThat(home.agent("[t]\n" + line + "\n").tools()).hasSize(published ? 1 : 0);
  }

  @Test
  void whatIsLeftOutIsNotValidated() {
    assertThat(home.agent("[t]\nserve = false\nargs = 1\n[u]\nhosts = ['x']\nargs = 1\n").tools())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "args = 1            | t.args is an integer; expected a table",
        "args = ['a']        | t.args is an array; expected a table",
        "description = 1     | t.description is an integer; expected text in quotes",
        "autonomy = true     | t.autonomy is true or false; expected text in quotes",
        "autonomy-reason = 1 | t.autonomy-reason is an integer; expected text in quotes",
        "output = 1.5        | t.output is a number; expected text in quotes",
        "hosts = 1           | t.hosts is an integer; expected an array of host names",
        "serve = 'no'        | t.serve is text; expected true, false, or an array of \"local\" and"
            + " \"remote\"",
        "serve = ['far']     | t.serve is [far]; expected true, false, or an array of \"local\" and"
            + " \"remote\"",
        "serve = []          | t.serve is []; expected true, false, or an array of \"local\" and"
            + " \"remote\"",
        "become_method = 'x' | t.become_method is \"x\"; expected sudo, su, pbrun or dzdo",
        "become_flags = []   | t.become_flags is an array; expected text in quotes",
        "commands = 1        | t.commands is an integer; expected a table",
        "commands.a = 1      | t.commands.a is an integer; expected a table",
        "commands.a.commands.b.args.c.type = 'choice' | t.commands.a.commands.b.args.c is a choice"
            + " without options; expected options, such as [\"fast\", \"slow\"]"
      })
  void whatDoesNotFitIsRefusedWithItsPlace(String line, String message) {
    assertThatThrownBy(() -> home.agent("[t]\n" + line))
        .isInstanceOf(InvalidRunspec.class)
        .hasMessage(home.folder() + "/runspec.toml:2: " + message);
  }

  @Test
  void anUnknownAutonomyIsKeptAndWarnedAbout() {
    Agent agent = home.agent("[config]\nautonomy-default='any'\n[t]\nautonomy='manaul'\n[u]\n");
    assertThat(agent.tools().get(0).document().toString()).contains("\"x-autonomy\":\"manaul\"");
    assertThat(agent.warnings())
        .containsExactly(
            home.folder()
                + "/runspec.toml:4: t.autonomy is \"manaul\", which is no level: autonomous,"
                + " confirm, supervised or manual",
            home.folder()
                + "/runspec.toml: u.autonomy comes from config.autonomy-default, and is \"any\","
                + " which is no level: autonomous, confirm, supervised or manual");
  }

  @Test
  void anEmptyNameIsRefused() {
    assertThatThrownBy(() -> home.agent("['']\n"))
        .isInstanceOf(InvalidRunspec.class)
        .hasMessageContaining(
            "runspec.toml:1: \"\" is no name for a tool; expected a name of 1 to 1024 characters");
  }

  @Test
  void aNameThatIsNoPathIsItsOwnCommand() {
    assertThat(home.tool("[\"a\\u0000b\"]").execution().command()).isEqualTo("a\0b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".sh", ".ksh", ".bash", ".zsh"})
  void theCommandIsTheScriptOfThatName(String suffix) {
    home.write("bin/t" + suffix, "");
    assertThat(home.tool("[t]").execution().command()).isEqualTo(home.folder() + "/bin/t" + suffix);
    home.write("t" + suffix, "");
    assertThat(home.tool("[t]").execution().command()).isEqualTo(home.folder() + "/t" + suffix);
    home.write("venv/bin/t" + suffix, "");
    home = home.with("VIRTUAL_ENV", home.folder() + "/venv");
    assertThat(home.tool("[t]").execution().command())
        .isEqualTo(home.folder() + "/venv/bin/t" + suffix);
  }

  @Test
  void theScriptWithoutASuffixComesFirst() {
    home.write("t.sh", "");
    home.write("t", "");
    assertThat(home.tool("[t]").execution().command()).isEqualTo(home.folder() + "/t");
  }

  @Test
  void aFolderIsNoScript() throws Exception {
    Files.createDirectory(home.folder().resolve("t"));
    assertThat(home.tool("[t]").execution().command()).isEqualTo("t");
  }
}
