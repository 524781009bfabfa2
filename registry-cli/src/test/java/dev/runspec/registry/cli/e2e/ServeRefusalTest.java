package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.Terminal;
import dev.runspec.registry.cli.Terminal.Outcome;
import dev.runspec.registry.cli.e2e.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code serve} does not begin with: one line says why, and nothing is registered. */
class ServeRefusalTest {

  private static final String KEY = "a-key-that-nobody-sees";

  private static LiveRegistry registry;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    registry = LiveRegistry.start("--api-key", KEY);
  }

  @AfterEach
  void nothingIsRegistered() {
    assertThat(registry.instances()).isEmpty();
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @ParameterizedTest
  @CsvSource({
    "06-badpattern, ':5: bad.run_as.patterns.\"(\" is not a pattern (Unclosed group); expected'",
    "07-badchoice, ':4: bad.args.c is a choice without options; expected options'"
  })
  void aFileThatIsWrongIsNamedWithItsPlace(String sample, String reason) throws Exception {
    Path wrong = Samples.folder(sample);
    for (String mode : new String[] {"serve", "serve --dry-run"}) {
      Ended ended = in(wrong, KEY).run(mode.split(" ", -1));

      assertOneLine(ended, 1, "registry-cli: " + wrong + "/runspec.toml" + reason);
    }
  }

  @Test
  void aFileThatIsNoTomlIsNamedWithLineAndColumn() throws Exception {
    Files.writeString(folder.resolve("runspec.toml"), "[config\nname = 1\n");

    assertOneLine(
        in(folder, KEY).run("serve"),
        1,
        "registry-cli: " + folder.toRealPath() + "/runspec.toml:1: is not TOML at column 8");
  }

  @Test
  void noFileAtAllIsSaidSo() throws Exception {
    assertOneLine(
        in(folder, KEY).run("serve"), 1, "registry-cli: no runspec.toml, and no pyproject");
  }

  @Test
  void aKeyThatIsNotTheRightOneEndsItAndIsNotShown() throws Exception {
    Samples.shop(folder, "");
    Ended ended = in(folder, "quite-another-key").run("serve");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("refused: Invalid or missing API key", "--registry-key-file or REGISTRY_API_KEY");
    assertThat(ended.err()).doesNotContain("quite-another-key");
  }

  @ParameterizedTest
  @CsvSource({
    "--registry-key-file, no-such-file, 1, registry-cli: key file no-such-file does not exist",
    "--registry-cert, no-such-file, 1, registry-cli: CA file no-such-file does not exist",
    "--registry, ftp://registry, 2, registry-cli: registry address is not http:// or https://",
    "--registry, 'not a url', 2, registry-cli: registry address is not a URL",
    "--sign-key, no-such-file, 1, registry-cli: the key no-such-file cannot be used for signing:",
  })
  void aConnectionThatCannotBeMadeIsSaidBeforeAnythingElse(
      String option, String value, int code, String reason) throws Exception {
    Samples.shop(folder, "");
    assertOneLine(in(folder, KEY).run("serve", option, value), code, reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--name=",
        "--host=",
        "--host=-oProxyCommand=x",
        "--label=site",
        "--label==north",
        "--label=a=1 --label=a=2",
        "--ssh-address=-oProxyCommand=x",
        "--ssh-address=",
        "--ssh-user=-l",
        "--ssh-port=0",
        "--ssh-port=65536",
        "--ssh-port=ssh",
        "--no-sign --sign-key=x",
        "--no-such-option",
        "surplus"
      })
  void anOptionThatCannotBeIsAWrongCommandLine(String options) {
    Outcome outcome = new Terminal().run(("serve " + options).split(" ", -1));

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("registry-cli: ")
        .endsWith("; see registry-cli serve --help\n")
        .hasLineCount(1);
  }

  private static Program in(Path folder, String key) {
    return Program.in(folder)
        .with("REGISTRY_URL", registry.uri().toString())
        .with("REGISTRY_API_KEY", key);
  }

  private static void assertOneLine(Ended ended, int code, String beginning) throws IOException {
    assertThat(ended.err()).startsWith(beginning).hasLineCount(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.code()).isEqualTo(code);
  }
}
