package dev.runspec.registry.cli.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.policy.PolicyFile.Origin;
import dev.runspec.registry.fuzz.Effort;
import dev.runspec.registry.fuzz.OneLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a policy.toml: it is understood whole, or nothing is run. */
class PolicyFuzzTest {

  private static final Path FILE = file();

  private static Path file() {
    try {
      Path folder =
          Files.createTempDirectory(
                  "fuzzed-policy",
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rwx------")))
              .toRealPath();
      folder.toFile().deleteOnExit();
      Path file = folder.resolve("policy.toml");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<byte[]> files() {
    return Stream.of(
            """
            [[rules]]
            hosts = ["web-*", "!web-09"]
            tools = ["deploy"]
            callers = ["agents"]
            commands = ["/opt/shop/"]
            run-as = ["", "shop"]
            become = ["sudo"]
            addresses = ["10.*"]
            ports = [22, 2222]
            logins = ["ops"]
            confirm = true
            autonomy = false
            verify = true
            [rules.flags]
            sudo = ["-H", "-C *"]
            [[rules]]
            hosts = ["*"]
            allow = false
            """,
            "rules = [{hosts = ['@host', 'label:env=prod']}]\n",
            "[[rules]]\nhosts = []\n",
            "[[rules]]\nhost = ['a']\n",
            "[rules]\nhosts = 1\n")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("files")
  @FuzzTest
  void aPolicyIsUnderstoodWholeOrRefused(byte[] input) {
    Effort.once(input, PolicyFuzzTest::check);
  }

  private static void check(byte[] input) {
    List<Rule> rules;
    try {
      rules = read(input);
    } catch (CommandFailure refusal) {
      OneLine.require(refusal.getMessage());
      return;
    } catch (AssertionError e) {
      // tomlj asserts what is not always so; outside of tests nobody has it look.
      if (e.getStackTrace()[0].getClassName().startsWith("org.tomlj.")) {
        return;
      }
      throw e;
    }
    for (Rule rule : rules) {
      assertThat(rule.line()).isPositive();
      assertThat(RuleReader.MEMBERS).containsAll(rule.said().keySet());
      assertThat(rule.scope().hosts()).isNotEmpty();
    }
    String text = new String(input, UTF_8);
    assertThat(read((text + "\n# a comment\n").getBytes(UTF_8))).hasSameSizeAs(rules);
  }

  private static List<Rule> read(byte[] bytes) {
    try {
      Files.write(FILE, bytes);
      return PolicyFile.read(FILE, Origin.USER).rules();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
