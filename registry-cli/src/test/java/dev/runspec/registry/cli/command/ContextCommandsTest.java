package dev.runspec.registry.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.Terminal;
import dev.runspec.registry.cli.Terminal.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextCommandsTest {

  private static final String KEY = "s3cret-of-the-test";

  @TempDir private Path folder;
  private final Terminal terminal = new Terminal();

  @BeforeEach
  void moveIn() {
    terminal.with("HOME", folder.toString());
  }

  @Test
  void aContextIsSetUsedShownAndRemoved() {
    terminal.typing(KEY + "\n");
    assertThat(out("set", "prod", "--registry", "http://prod:1", "--registry-key-file", "-"))
        .isEqualTo("set prod: http://prod:1, with a key\n");
    assertThat(out("set", "test", "--registry", "http://test:2"))
        .isEqualTo("set test: http://test:2, without a key\n");
    assertThat(out("use", "prod")).isEqualTo("using prod: http://prod:1\n");
    assertThat(out("list"))
        .isEqualTo(
            """
            NAME  REGISTRY       KEY  IN USE
            prod  http://prod:1  yes  yes
            test  http://test:2  -    -
            """);
    assertThat(out("show", "-o", "json"))
        .isEqualTo(
            """
            {
              "name": "prod",
              "registry": "http://prod:1",
              "has_key": true,
              "in_use": true
            }
            """);
    assertThat(out("remove", "prod")).isEqualTo("removed prod; no context is in use now\n");
    assertThat(out("list", "-o", "name")).isEqualTo("test\n");
  }

  @Test
  void theOneThatTheEnvironmentNamesIsInUse() {
    out("set", "prod", "--registry", "http://prod:1");
    out("set", "test", "--registry", "http://test:2");
    out("use", "prod");
    terminal.with("REGISTRY_CONTEXT", "test");

    assertThat(out("show", "-o", "name")).isEqualTo("test\n");
    assertThat(out("list")).contains("prod  http://prod:1  -    -\n");
  }

  @Test
  void noneMayBeInUse() {
    out("set", "prod", "--registry", "http://prod:1");
    out("use", "prod");

    assertThat(out("use", "--none")).isEqualTo("using no context\n");
    assertThat(terminal.run("context", "show").err())
        .isEqualTo("registry-cli: no context is in use; registry-cli context use NAME takes one\n");
  }

  @Test
  void whatIsNotGivenStaysAsItIs() throws IOException {
    Path certificates = Files.createFile(folder.resolve("ca.pem"));
    out("set", "prod", "--registry", "http://prod:1");
    terminal.typing(KEY);
    assertThat(out("set", "prod", "--registry-key-file", "-")).contains("with a key");
    assertThat(out("set", "prod", "--registry-cert", certificates.toString()))
        .isEqualTo("set prod: http://prod:1, with a key\n");
    assertThat(out("show", "prod", "-o", "wide")).contains(certificates.toString());
  }

  @Test
  void theKeyOfOneRegistryIsNotKeptForAnother() throws IOException {
    terminal.typing(KEY);
    out("set", "prod", "--registry", "http://prod:1", "--registry-key-file", "-");

    assertThat(out("set", "prod", "--registry", "http://elsewhere:1"))
        .isEqualTo("set prod: http://elsewhere:1, without a key\n");
    assertThat(Files.readString(folder.resolve(".config/runspec/contexts.json")))
        .doesNotContain(KEY);
  }

  @Test
  void aKeyCannotBeGivenWhereEverybodySeesIt() {
    Outcome outcome =
        terminal.run("context", "set", "p", "--registry", "http://p:1", "--registry-key", KEY);

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("registry-cli: there is no option --registry-key; did you mean ")
        .contains("--registry-key-file")
        .doesNotContain(KEY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "use prdo | 1 | there is no context prdo; did you mean prod?; registry-cli context list",
        "show tset | 1 | there is no context tset; registry-cli context list",
        "remove x | 1 | there is no context x; registry-cli context list",
        "use | 2 | give either a NAME or --none",
        "use prod --none | 2 | give either a NAME or --none",
        "set test | 2 | there is no context test yet; give its --registry",
        "set a/b --registry http://a:1 | 2 | Invalid value for positional parameter at index 0"
            + " (NAME): 'a/b' is no name of a context",
        "set test --registry ftp://a | 2 | registry address is not http:// or https://: ftp://a",
        "set test --registry http://me:pw@a | 2 | registry address holds a user or password",
        "set test --registry %% | 2 | registry address is not a URL",
        "set prod --registry-key-file /nowhere | 1 | key file /nowhere does not exist",
        "set prod --registry-cert /nowhere | 1 | the certificates /nowhere are not a file",
      })
  void whatIsWrongIsSaidInALine(String command, int code, String complaint) {
    out("set", "prod", "--registry", "http://prod:1");

    Outcome outcome = terminal.run(("context " + command).split(" ", -1));

    assertThat(outcome.code()).isEqualTo(code);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("registry-cli: " + complaint).hasLineCount(1);
    assertThat(out("list", "-o", "name")).isEqualTo("prod\n");
  }

  @Test
  void aKeyThatNoHeaderCanCarryIsRefusedAndNotShown() {
    terminal.typing(KEY + " ü");

    Outcome outcome =
        terminal.run("context", "set", "p", "--registry", "http://p:1", "--registry-key-file", "-");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("API key holds a space").doesNotContain(KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "use", "set", "show", "remove"})
  void everyOneHasHelp(String command) {
    assertThat(out(command, "--help")).startsWith("Usage: registry-cli context " + command);
  }

  private String out(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "context";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Outcome outcome = terminal.run(all);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    return outcome.out();
  }
}
