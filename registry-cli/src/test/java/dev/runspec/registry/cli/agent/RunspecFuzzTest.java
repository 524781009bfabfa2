package dev.runspec.registry.cli.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.fuzz.Effort;
import dev.runspec.registry.fuzz.OneLine;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.json.RegistrationJson;
import dev.runspec.registry.json.ToolJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a runspec.toml: its tools can be published as they are, or it is refused. */
class RunspecFuzzTest {

  private static final Path FOLDER = folder();

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("fuzzed-runspec").toRealPath();
      folder.toFile().deleteOnExit();
      folder.resolve("runspec.toml").toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<byte[]> files() {
    return Stream.of(
            """
            [config]
            name = "shop"
            version = "1.0"
            autonomy-default = "manual"
            [deploy]
            description = "Deploys"
            autonomy = "confirm"
            autonomy-reason = "it deploys"
            become_method = "su"
            become_flags = "-l"
            hosts = ["db-01", "web-01"]
            serve = ["local", "remote"]
            [deploy.args]
            env = {options = ["test", "prod"], default = "test"}
            count = {type = "int", default = 3, range = [1, 5]}
            loud = false
            rate = 0.5
            [deploy.commands.now.args]
            x = "y"
            """,
            """
            [config]
            run_as = "ops"
            [config.host_run_as]
            "db-[0-9]+" = "dba"
            [t]
            run_as = {"web-.*" = "www", default = "nobody"}
            output = "json"
            """,
            "[t.args]\na = {type='choice'}\n",
            "a.b.c = 1\n[[x]]\ny = 1979-05-27T07:32:00Z\n",
            "[t]\nserve = false\n['']\n[\"a\\u0000b\"]\n")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("files")
  @FuzzTest
  void whatIsReadCanBePublished(byte[] input) {
    Effort.once(input, RunspecFuzzTest::check);
  }

  private static void check(byte[] input) {
    try {
      Files.write(FOLDER.resolve("runspec.toml"), input);
      Agent agent = new Home(FOLDER, Map.of("VARIABLE", "value")).agent();
      List<Tool> tools = agent.tools();
      for (Tool tool : tools) {
        assertThat(ToolJson.read(tool.document().utf8())).isEqualTo(tool);
      }
      Registration said = Registration.builder("i", "n", "1", "h").tools(tools).build();
      assertThat(RegistrationJson.read(RegistrationJson.write(said))).isEqualTo(said);
      assertThat(Documents.parse(ToolsJson.pretty(tools).getBytes(UTF_8))).isNotNull();
      agent.warnings().forEach(OneLine::require);
    } catch (InvalidRunspec refusal) {
      OneLine.require(refusal.getMessage());
    } catch (AssertionError e) {
      // tomlj asserts what is not always so; outside of tests nobody has it look.
      if (!e.getStackTrace()[0].getClassName().startsWith("org.tomlj.")) {
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<byte[]> patterns() {
    return Stream.of(
            "db-[0-9]+",
            "(?P<n>a|b)(?P=n)*?",
            "\\d{2,}[^\\]\\w&&-]",
            "(?:a)(?i:b)\\101\\1",
            "\\U0001F680$",
            "(?<=x)y(?#c)[]]")
        .map(text -> text.getBytes(UTF_8));
  }

  /** Matching itself is not tried: a host's own file may have a pattern that is slow. */
  @MethodSource("patterns")
  @FuzzTest
  void aPatternIsTakenOrRefusedAsOne(byte[] input) {
    Effort.once(
        input,
        bytes -> {
          try {
            assertThat(PythonPattern.compile(new String(bytes, UTF_8))).isNotNull();
          } catch (PatternSyntaxException e) {
            assertThat(e.getDescription()).isNotBlank();
          }
        });
  }
}
