package dev.runspec.registry.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file is read, and what is wrong with it as a file. */
class RunspecFileTest {

  @TempDir private Path folder;
  private Home home;

  @BeforeEach
  void enter() {
    home = new Home(folder);
  }

  @Test
  void theNearestFileAboveIsRead() throws Exception {
    Path inner = Files.createDirectories(home.folder().resolve("a/b/c"));
    home.write("runspec.toml", "[outer]");
    home.write("a/runspec.toml", "[nearer]");
    assertThat(RunspecFile.nearest(inner).path())
        .isEqualTo(home.folder().resolve("a/runspec.toml"));
    assertThat(RunspecFile.nearest(inner).root().keys()).containsExactly("nearer");
  }

  @Test
  void theFolderIsTheRealOne() throws Exception {
    home.write("real/runspec.toml", "[t]");
    Path link = home.folder().resolve("link");
    Files.createSymbolicLink(link, home.folder().resolve("real"));
    assertThat(RunspecFile.nearest(link).folder()).isEqualTo(home.folder().resolve("real"));
  }

  @Test
  void aProjectWithTheSectionComesFirst() {
    home.write(
        "pyproject.toml",
        """
        [project]
        name = 'p'
        [tool.runspec.config]
        name = 'from-project'
        [tool.runspec.greet]
        description = 'Hi'
        [tool.runspec.greet.args]
        loud = false
        """);
    Agent agent = home.agent("[other]");
    assertThat(agent.file()).hasFileName("pyproject.toml");
    assertThat(agent.config().name()).isEqualTo("from-project");
    assertThat(agent.tools())
        .extracting(tool -> tool.definition().document().toString())
        .containsExactly(
            "{\"name\":\"greet\",\"description\":\"Hi\",\"x-autonomy\":\"confirm\","
                + "\"x-output\":\"text\",\"inputSchema\":{\"type\":\"object\",\"properties\":"
                + "{\"loud\":{\"type\":\"boolean\",\"default\":false}}}}");
  }

  @Test
  void aProjectWithoutTheSectionIsPassedBy() {
    home.write("pyproject.toml", "[project]\ndependencies = ['runspec']\n[tool.other]\n");
    assertThat(home.agent("[own]").file()).hasFileName("runspec.toml");
  }

  @Test
  void aBrokenProjectOfSomebodyElseIsPassedBy() {
    home.write("pyproject.toml", "[project\n");
    assertThat(home.agent("[own]").file()).hasFileName("runspec.toml");
  }

  @Test
  void aBrokenProjectWithTheSectionIsRefused() {
    home.write("pyproject.toml", "[tool.runspec.a]\nx = \n");
    assertThatThrownBy(() -> home.agent("[own]"))
        .isInstanceOf(InvalidRunspec.class)
        .hasMessageContaining("pyproject.toml:2: is not TOML at column 5");
  }

  @Test
  void mistakesInAProjectNameTheirWholeKey() {
    home.write("pyproject.toml", "[tool.runspec.a.args]\nc = {type='choice'}\n");
    assertThatThrownBy(home::agent)
        .hasMessageContaining("pyproject.toml:2: tool.runspec.a.args.c is a choice");
    home.write("pyproject.toml", "[tool]\nrunspec = 1\n");
    assertThatThrownBy(home::agent)
        .hasMessageEndingWith("pyproject.toml:2: tool.runspec is an integer; expected a table");
  }

  @Test
  void noFileAnywhereSaysWhatWasLookedFor() {
    assertThatThrownBy(home::agent)
        .isInstanceOf(InvalidRunspec.class)
        .hasMessage(
            "no runspec.toml, and no pyproject.toml with [tool.runspec], in "
                + home.folder()
                + " or a folder above it; expected one: start in its folder, or write one");
  }

  @Test
  void theFirstSyntaxErrorIsNamedInOneLine() {
    assertThatThrownBy(() -> home.agent("[a]\nx = \"abc\n[b\ny = 99999999999999999999\n"))
        .isInstanceOf(InvalidRunspec.class)
        .hasMessageContaining(home.folder() + "/runspec.toml:2: is not TOML at column 9: ")
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }

  @Test
  void aTableSaidTwiceIsRefused() {
    assertThatThrownBy(() -> home.agent("[a]\n[a]\n"))
        .hasMessageContaining("runspec.toml:2: is not TOML at column 1: a previously defined");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws Exception {
    Files.write(
        home.folder().resolve("runspec.toml"), "x = 'ü'".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(home::agent)
        .hasMessageEndingWith("is not UTF-8; expected TOML, which is UTF-8");
  }

  @Test
  void aFolderOfThatNameIsRefused() throws Exception {
    Files.createDirectory(home.folder().resolve("runspec.toml"));
    assertThatThrownBy(home::agent)
        .hasMessageEndingWith("runspec.toml: cannot be read; expected a file that you may read");
  }

  @Test
  void depthIsRefused() {
    int deep = 20_000;
    assertThatThrownBy(() -> home.agent("[t.args]\na=" + "[".repeat(deep) + "]".repeat(deep)))
        .isInstanceOf(InvalidRunspec.class)
        .hasMessageContaining("runspec.toml:2: is not TOML at column 132: Nesting is too deep");
  }

  @Test
  void tablesKeepTheOrderInWhichTheyAreFirstMentioned() {
    assertThat(home.agent("[b.args]\nx=1\n[c]\n[d.args.q]\n[a]\n[b]\noutput='json'\n[d]\n").tools())
        .extracting(tool -> tool.name().value())
        .containsExactly("b", "c", "d", "a");
  }
}
