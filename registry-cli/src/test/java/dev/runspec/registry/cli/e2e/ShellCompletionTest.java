package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tab key in real shells, with a registry that is asked for its names. */
class ShellCompletionTest {

  /** Each begins with letters of its own, which are typed before the tab. */
  private static final List<String> HOSTILE =
      List.of(
          "aa tool",
          "bb'c\"d",
          "cc$(touch pwned)",
          "dd`touch pwned`",
          "ee;touch pwned",
          "ff&touch pwned",
          "gg|touch pwned",
          "hh>pwned",
          "ii*",
          "jj!!",
          "kk{a,b}",
          "ll\\n",
          "mm#c",
          "nn:o",
          "oo=p",
          "pp%s%n",
          "ü文🙂",
          "qq~",
          "rr[[:alpha:]]",
          "ss$HOME",
          "tt  two",
          "uu^a^b");

  private static LiveRegistry registry;

  @TempDir private Path folder;

  @BeforeAll
  static void fill() {
    registry = LiveRegistry.start();
    HOSTILE.forEach(name -> Entry.of("web-01", name, "/x").registerIn(registry, "agent " + name));
    Entry.of("web-02", "deploy", "/x").registerIn(registry, "shop");
    for (String name :
        List.of("--no-host-key-check", "-x", "vv\ntouch pwned", "ww\u001b]0;x\u0007")) {
      Entry.of("web-01", name, "/x").registerIn(registry, "agent " + name);
    }
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void theTabKeyCompletesCommandsOptionsAndNamesOfTheRegistry(String shell) throws IOException {
    try (TypingShell typing =
        TypingShell.start(shell, folder, registry, TypingShell.realProgram())) {
      assertThat(typing.enter("registry-cli und\t x")).containsExactly("undrain", "x");
      assertThat(typing.enter("registry-cli run cc\t--host=web\t"))
          .containsExactly("run", "cc$(touch pwned)", "--host=web-01");
      assertNothingElseHappened();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zsh", "fish"})
  void aNameIsTakenForThatNameWhateverItHolds(String shell) throws IOException {
    // The shell itself leaves out what does not begin as typed, so one answer serves all.
    Terminal terminal = new Terminal().with("REGISTRY_URL", registry.uri().toString());
    Path answer =
        Files.writeString(
            folder.resolve("answer"), terminal.run("__complete", "--", "run", "").out());
    Path completer = Files.writeString(folder.resolve("completer"), "cat " + answer);

    try (TypingShell typing = TypingShell.start(shell, folder, registry, "sh " + completer)) {
      for (String name : HOSTILE) {
        String beginning = name.substring(0, name.offsetByCodePoints(0, 2));
        assertThat(typing.enter("registry-cli run " + beginning + "\tend"))
            .containsExactly("run", name, "end");
      }
      assertThat(typing.enter("registry-cli run \"aa\tend"))
          .containsExactly("run", "aa tool", "end");
      assertThat(typing.enter("registry-cli run vv\t")).containsExactly("run", "vv");
      assertNothingElseHappened();
    }
  }

  private void assertNothingElseHappened() {
    assertThat(folder.resolve("pwned")).doesNotExist();
  }
}
