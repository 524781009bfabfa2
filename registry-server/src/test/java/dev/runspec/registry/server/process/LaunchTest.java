package dev.runspec.registry.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code bin/registry-server} in a checkout of its own, with a Java that tells how it was called.
 */
class LaunchTest {

  @TempDir Path checkout;

  private Path tools;
  private Path jar;
  private Script script;

  @BeforeEach
  void copyScripts() throws IOException {
    Files.createDirectories(checkout.resolve("bin"));
    for (String name : new String[] {"java-home", "launch", "layout", "registry-server"}) {
      Path unused =
          Files.copy(
              Script.folder().resolve(name),
              checkout.resolve("bin").resolve(name),
              StandardCopyOption.COPY_ATTRIBUTES);
    }
    jar = checkout.resolve("registry-server/target/registry-server.jar");
    tools = Script.tools(checkout.resolve("tools"));
    Path java =
        Script.jdk(
            checkout.resolve("jdk"),
            "21",
            "for argument; do echo \"[$argument]\"; done; echo \"$LC_ALL\"; exit 7");
    script =
        new Script(checkout.resolve("bin/registry-server"), tools)
            .with("JAVA_HOME", java.toString());
  }

  private void built() throws IOException {
    Files.createDirectories(jar.getParent());
    Path unused = Files.writeString(jar, "");
  }

  @Test
  void jarIsStartedWithTheArgumentsAsTheyAreAndItsExitCodePassedOn() throws Exception {
    built();
    Script.Result result = script.run("--api-key", "two words", "", "*", "$HOME", "--", "ü");
    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("[-jar]", "[" + jar + "]", "[--enable-native-access=ALL-UNNAMED]")
        .endsWith("[--api-key]", "[two words]", "[]", "[*]", "[$HOME]", "[--]", "[ü]", "C.UTF-8");
  }

  @Test
  void localeOfTheCallerStaysIfItIsUtf8() throws Exception {
    built();
    assertThat(script.with("LC_ALL", "de_DE.UTF-8").run().out()).endsWith("de_DE.UTF-8");
  }

  @Test
  void linkToTheScriptWorksAsWell() throws Exception {
    built();
    Path link = checkout.resolve("tools/registry-server");
    Files.createSymbolicLink(link, checkout.resolve("bin/registry-server"));
    Script linked = new Script(link, tools).with("JAVA_HOME", checkout.resolve("jdk").toString());
    assertThat(linked.run("x").out()).contains("[" + jar + "]", "[x]");
  }

  @Test
  void nothingBuiltAndNoMavenIsOneLine() throws Exception {
    Script.Result result = script.run();
    assertThat(result.exitCode()).isEqualTo(125);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .singleElement()
        .satisfies(line -> assertThat(line).contains("not built yet").contains("Maven 3.8"));
  }

  @Test
  void nothingBuiltIsBuiltOnceAndWhatMavenSaysStaysOffStandardOutput() throws Exception {
    Path unused =
        Script.program(
            tools.resolve("mvn"),
            "echo \"maven: $*\"",
            ": > registry-server/target/registry-server.jar");
    Files.createDirectories(jar.getParent());
    Script.Result first = script.run("x");
    assertThat(first.exitCode()).isEqualTo(7);
    assertThat(first.out()).contains("[x]").noneMatch(line -> line.contains("maven"));
    assertThat(first.err())
        .satisfiesExactly(
            line -> assertThat(line).contains("building registry-server"),
            line -> assertThat(line).contains("-pl registry-server -am -DskipTests package"));
    assertThat(script.run("x").err()).isEmpty();
  }

  @Test
  void buildThatFailsEndsIt() throws Exception {
    Path unused = Script.program(tools.resolve("mvn"), "echo broken; exit 1");
    Script.Result result = script.run();
    assertThat(result.exitCode()).isEqualTo(125);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("broken").last().isEqualTo("the build failed, see above");
  }

  /** What {@code bin/prepare} leaves. */
  private Path prepared() throws IOException {
    built();
    Path start = Files.createDirectories(jar.resolveSibling("start/registry-server-0123"));
    Path unused =
        Files.writeString(
            jar.resolveSibling("start/registry-server"),
            "0123\nIMPLEMENTOR=\"Nobody\" JAVA_VERSION=\"21\"\n");
    return Files.writeString(start.resolve("classes.aot"), "");
  }

  private void assertPassedOver() throws Exception {
    Script.Result result = script.run("x");
    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("[x]").noneMatch(line -> line.contains("AOT"));
  }

  @Test
  void whatWasPreparedIsTaken() throws Exception {
    Path cache = prepared();
    assertThat(script.run("x").out())
        .contains("[-XX:AOTCache=" + cache + "]", "[-jar]", "[" + jar + "]", "[x]");
  }

  @Test
  void whatWasPreparedForAnotherJavaIsPassedOver() throws Exception {
    Path unused = prepared();
    script.with(
        "JAVA_HOME",
        Script.jdk(
                checkout.resolve("newer"),
                "21.0.1",
                "for argument; do echo \"[$argument]\"; done; exit 7")
            .toString());
    assertPassedOver();
  }

  @Test
  void whatWasPreparedBeforeAJarChangedIsPassedOver() throws Exception {
    Path cache = prepared();
    Path library = Files.createDirectories(jar.resolveSibling("libs")).resolve("a.jar");
    Files.writeString(library, "");
    FileTime past = FileTime.fromMillis(1_000_000);
    for (Path changed : List.of(jar, library)) {
      Files.setLastModifiedTime(jar, past);
      Files.setLastModifiedTime(library, past);
      assertThat(script.run().out()).contains("[-XX:AOTCache=" + cache + "]");
      Files.setLastModifiedTime(
          changed, FileTime.fromMillis(Files.getLastModifiedTime(cache).toMillis() + 1000));
      assertPassedOver();
    }
  }

  @Test
  void whatWasPreparedInPartIsPassedOver() throws Exception {
    Path cache = prepared();
    Files.delete(cache);
    assertPassedOver();
    Files.writeString(jar.resolveSibling("start/registry-server"), "");
    assertPassedOver();
  }
}
