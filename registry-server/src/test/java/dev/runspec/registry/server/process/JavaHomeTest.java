package dev.runspec.registry.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/java-home} among folders that look like JDKs. */
class JavaHomeTest {

  @TempDir Path machine;

  private Script script;

  /** The script, looking at a machine of our own instead of this one. */
  @BeforeEach
  void onAnEmptyMachine() throws IOException {
    String text =
        Files.readString(Script.folder().resolve("java-home"))
            .replaceAll(" (/usr/|/opt/|/Library/)", " " + machine + "$1");
    assertThat(text).contains(machine + "/usr/lib/jvm/*", machine + "/opt/jdk*");
    Path copy = Files.writeString(machine.resolve("java-home"), text);
    script =
        new Script(copy, Script.tools(machine.resolve("tools"))).with("HOME", machine + "/home");
  }

  private Path jdk(String home, String version) throws IOException {
    return Script.jdk(machine.resolve(home), version);
  }

  private void assertFound(Path home) throws IOException, InterruptedException {
    assertThat(script.run()).isEqualTo(new Script.Result(0, List.of(home.toString()), List.of()));
  }

  private void assertNothingFound() throws IOException, InterruptedException {
    Script.Result result = script.run();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains("no Java 21 or later found")
                    .contains("JAVA_HOME")
                    .contains("/usr/lib/jvm"));
  }

  @Test
  void whatJavaHomeNamesIsTakenWhateverElseThereIs() throws Exception {
    Path unused = jdk("usr/lib/jvm/jdk-99", "99");
    Path named = jdk("somewhere/my jdk", "21.0.2");
    script.with("JAVA_HOME", named.toString());
    assertFound(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17.0.15", "1.8.0_402", "20", ""})
  void javaHomeThatIsTooOldIsPassedOver(String version) throws Exception {
    Path newest = jdk("usr/lib/jvm/jdk-25", "25.0.3");
    script.with("JAVA_HOME", jdk("old", version).toString());
    assertFound(newest);
  }

  @Test
  void newestOfTheUsualFoldersIsTaken() throws Exception {
    Path unused = jdk("usr/lib/jvm/a", "24.0.1");
    unused = jdk("usr/lib/jvm/b", "9.0.4");
    Path newest = jdk("opt/jdk-101", "101");
    unused = jdk("opt/java/c", "25-ea");
    unused = jdk("home/.sdkman/candidates/java/d", "22");
    unused = jdk("Library/Java/JavaVirtualMachines/e/Contents/Home", "23");
    assertFound(newest);
  }

  @Test
  void javaOnThePathIsFoundWhereItsLinksLead() throws Exception {
    Path hidden = jdk("hidden/jdk", "21");
    Path java = machine.resolve("etc/alternatives/java");
    Files.createDirectories(java.getParent());
    Files.createSymbolicLink(java, hidden.resolve("bin/java"));
    Files.createSymbolicLink(machine.resolve("tools/java"), java);
    assertFound(hidden);
    Path newer = jdk("usr/lib/jvm/newer", "26");
    assertFound(newer);
  }

  @Test
  void runtimeOfEarlyAccessCounts() throws Exception {
    assertFound(jdk("usr/lib/jvm/early", "27-ea"));
  }

  @Test
  void noJavaIsOneLineThatSaysWhatToDo() throws Exception {
    assertNothingFound();
    Path unused = jdk("usr/lib/jvm/old", "17.0.15");
    assertNothingFound();
  }

  @Test
  void folderWithoutReleaseFileOrProgramIsNoJava() throws Exception {
    Files.delete(jdk("usr/lib/jvm/bare", "25").resolve("release"));
    Files.delete(jdk("usr/lib/jvm/empty", "25").resolve("bin/java"));
    assertNothingFound();
  }
}
