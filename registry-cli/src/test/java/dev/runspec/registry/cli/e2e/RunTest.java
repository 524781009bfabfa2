package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.e2e.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run}: looked up in a registry, run over SSH. */
class RunTest {

  private static Estate estate;

  @BeforeAll
  static void start() throws IOException {
    estate = new Estate();
    estate.tool("words", "printf '<%s>' \"$@\"\n");
    estate.tool("exit", "exit \"$1\"\n");
    estate.tool("copy", "cat\n");
    estate.tool("both", "echo to-out; echo to-err >&2\n");
    estate.tool("touch", "touch \"$1\"\n");
  }

  @AfterAll
  static void stop() throws IOException {
    estate.close();
  }

  @Test
  void streamsStayApart() throws Exception {
    Ended ended = run("both", "--host", "web-01");

    assertThat(ended.out()).isEqualTo("to-out\n");
    assertThat(ended.err()).isEqualTo("to-err\n");
    assertThat(ended.code()).isZero();
  }

  @Test
  void whatTheToolSaysComesWhileItRuns() throws Exception {
    Path pipe = estate.hosts().pipe();
    estate.tool("slow", "echo first; echo aside >&2; read line <" + pipe + "; echo \"$line\"\n");
    try (Running running = estate.program().start("run", "slow", "--host", "web-01")) {
      running.out().await("first\n");
      running.err().await("aside\n");
      Files.writeString(pipe, "second\n");

      assertThat(running.ended().out()).isEqualTo("first\nsecond\n");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 125, 130, 255})
  void theToolsCodeIsTheProgramsCode(int code) throws Exception {
    Ended ended = run("exit", "--host", "web-01", "--", Integer.toString(code));

    assertThat(ended).isEqualTo(new Ended(code, "", ""));
  }

  @Test
  void argumentsReachTheToolExactlyAsTheyAre() throws Exception {
    List<String> words =
        List.of(
            "it's", "a  b", "", "new\nline", "$(id)", "`id`", "ü文🙂", "\\", "\"", "*", "--", "-x");
    Ended ended = run("words", "--host", "web-01", "--", words);

    assertThat(ended.out()).isEqualTo("<" + String.join("><", words) + ">");
  }

  @Test
  void optionsOfThisProgramAfterTheTwoDashesAreTheTools() throws Exception {
    List<String> words = List.of("--host", "x", "--help", "--dry-run", "@file", "-V");

    assertThat(run("words", "--host", "web-01", "--", words).out())
        .isEqualTo("<" + String.join("><", words) + ">");
  }

  @Test
  void aDryRunPrintsTheRemoteCommandAndRunsNothing() throws Exception {
    Path canary = estate.folder().resolve("dry-canary");
    Ended ended = run("touch", "--host", "web-01", "--dry-run", "--", canary + "", "it's");

    assertThat(ended)
        .isEqualTo(
            new Ended(0, estate.folder().resolve("touch") + " " + canary + " 'it'\"'\"'s'\n", ""));
    assertThat(canary).doesNotExist();
  }

  @Test
  void thePlainCommandRunsAndPassesItsCode() throws Exception {
    assertThat(run("words", "--host", "web-01", "--plain", "--", "a b").out()).isEqualTo("<a b>");
    assertThat(run("exit", "--host", "web-01", "--plain", "--", "7").code()).isEqualTo(7);
  }

  @Test
  void theToolHasThisSidesInputOnlyWhenItIsGiven() throws Exception {
    Path input = Files.writeString(estate.folder().resolve("input"), "line\nrest");

    assertThat(estate.program().reading(input).run("run", "copy", "--host", "web-01").out())
        .isEmpty();
    assertThat(estate.program().reading(input).run("run", "copy", "--host", "web-01", "-i").out())
        .isEqualTo("line\nrest");
    try (Running running =
        estate.program().piped().start("run", "copy", "--host", "web-01", "--stdin")) {
      running.type("there\n");
      running.out().await("there\n");
      running.endInput();
      assertThat(running.ended().code()).isZero();
    }
  }

  @Test
  void withoutAToolTheToolsAreListed() throws Exception {
    Ended ended =
        Program.in(estate.folder())
            .run("run", "--registry", estate.registry().uri().toString(), "-o", "name");

    assertThat(ended.out().lines()).contains("both", "copy", "exit", "touch", "words");
    assertThat(ended.code()).isZero();
  }

  private static Ended run(String tool, String host, String name, String dashes, List<String> words)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(tool, host, name, dashes));
    all.addAll(words);
    return run(all.toArray(String[]::new));
  }

  private static Ended run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(Arrays.asList(arguments));
    return estate.program().run(all.toArray(String[]::new));
  }
}
