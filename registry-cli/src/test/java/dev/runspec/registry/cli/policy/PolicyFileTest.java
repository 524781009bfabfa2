package dev.runspec.registry.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.policy.PolicyFile.Origin;
import dev.runspec.registry.cli.ssh.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy that is not understood to its last word refuses everything, and says where. */
class PolicyFileTest {

  @TempDir private Path folder;

  private static final String RULE = "[[rules]]\nhosts = ['*']\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rule = 1 | :1:1: rule is no member of a policy; did you mean rules?",
        "[[rule]] | :1:1: rule is no member",
        "rules = 3 | :1:1: rules is something else; expected tables that each begin with [[rules]]",
        "rules = [3] | :1:10: rules holds something else",
        "rules = [] | :1:1: rules is empty",
        "[[rules]] | hosts is missing in the rule of line 1; expected hosts",
        "RULE comands = ['/x'] | :3:1: comands is no member of a policy; did you mean commands?",
        "RULE Commands = ['/x'] | :3:1: Commands is no member of a policy; did you mean commands?",
        "RULE commands = '/x' | :3:1: commands is something else; expected a list of texts",
        "RULE commands = ['/x', 3] | :3:19: commands holds something else; expected a list of",
        "RULE commands = [] | :3:1: commands is empty",
        "RULE commands = ['/x/../y'] | :3:13: commands has '/x/../y', which is neither a path",
        "RULE tools = ['[ab]'] | :3:10: tools has '[ab]', which holds one of []{}",
        "RULE run-as = [3] | :3:11: run-as holds something else",
        "RULE become = ['doas'] | :3:11: become has 'doas', which is none of sudo, su, pbrun, dzdo",
        "RULE callers = ['robots'] | :3:12: callers has 'robots', which is neither people nor",
        "RULE confirm = 'yes' | :3:1: confirm is something else; expected true or false",
        "RULE verify = 1 | :3:1: verify is something else; expected true or false",
        "RULE allow = 'no' | :3:1: allow is something else; expected true or false",
        "RULE ports = [0] | :3:1: ports holds a number that is no port",
        "RULE ports = ['22'] | :3:10: ports holds something else",
        "RULE flags = ['-b'] | :3:1: flags is something else; expected a table",
        "RULE flags.doas = ['-b'] | doas is no member of a policy",
        "RULE flags.sudo = ['b'] | :3:15: sudo has 'b', which is no flag such as \"-b\"",
        "RULE flags.sudo = ['-b; id'] | which is no flag",
        "RULE flags.sudo = ['--'] | which is no flag",
        "RULE flags.sudo = ['-u'] | changes the user or the command",
        "RULE flags.sudo = ['-u *'] | changes the user or the command",
        "RULE flags.dzdo = ['--user *'] | changes the user or the command",
        "RULE flags.su = ['-c *'] | changes the user or the command",
        "RULE allow = false\\ncommands = ['/x'] | stands beside allow = false",
        "RULE allow = false\\nconfirm = true | :4:1: confirm stands beside allow = false",
        "hosts = ['*' | is not TOML",
        "RULE hosts = ['a'] | is not TOML",
      })
  void whatIsWrongIsSaidWithItsPlace(String toml, String complaint) {
    String text = toml.replace("RULE ", RULE).replace("\\n", "\n");

    assertThatThrownBy(() -> new PolicyPlace(folder).read(text))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith(folder.resolve("policy.toml") + ":")
        .hasMessageContaining(complaint)
        .hasMessageEndingWith("(nothing is run until it is mended)")
        .message()
        .hasLineCount(1);
  }

  @Test
  void aRuleRemembersWhatItSays() {
    PolicyFile file =
        new PolicyPlace(folder)
            .read(
                """
                # the shop

                [[rules]]
                hosts = ["web-*"]
                flags = {sudo = ["-b"]}
                confirm = true
                """);

    assertThat(file.rules()).hasSize(1);
    Rule rule = file.rules().get(0);
    assertThat(file.place(rule)).isEqualTo(folder.resolve("policy.toml") + ":3");
    assertThat(rule.said())
        .isEqualTo(
            Map.of(
                "hosts",
                List.of("web-*"),
                "confirm",
                true,
                "flags",
                Map.of("sudo", List.of("-b"))));
  }

  @Test
  void anEmptyFileHasNoRules() {
    assertThat(new PolicyPlace(folder).read("").rules()).isEmpty();
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    Path file = new PolicyPlace(folder).write("policy.toml", "");
    Files.write(file, "# \u00fc".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> PolicyFile.read(file, Origin.USER)).hasMessageContaining("not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-", "rwxrwxrwx"})
  void aFileThatOthersMayWriteIsRefused(String permissions) throws IOException {
    Path file = new PolicyPlace(folder).write("policy.toml", RULE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertThatThrownBy(() -> PolicyFile.read(file, Origin.USER))
        .hasMessageContaining("can be changed by others; expected none: chmod go-w " + file);
  }

  @Test
  void aFileInAFolderThatOthersMayWriteIsRefused() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Path file = new PolicyPlace(open).write("policy.toml", RULE);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> PolicyFile.read(file, Origin.USER))
        .hasMessageContaining("chmod go-w " + open);

    Shell.run("chmod", "1777", open.toString());
    assertThat(PolicyFile.read(file, Origin.USER).rules()).hasSize(1);
  }

  @Test
  void aFileOfAnotherUserIsRefused() {
    Path file = new PolicyPlace(folder).write("policy.toml", RULE);
    Shell.run("chown", "65534", file.toString());

    assertThatThrownBy(() -> PolicyFile.read(file, Origin.USER))
        .hasMessageContaining("another user, who owns " + file + "; expected root or you");
  }

  @Test
  void ofALinkItIsTheFileThatCounts() throws IOException {
    Path real = new PolicyPlace(folder).write("real.toml", RULE);
    Path link = Files.createSymbolicLink(folder.resolve("link.toml"), real);
    assertThat(PolicyFile.read(link, Origin.USER).rules()).hasSize(1);

    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThatThrownBy(() -> PolicyFile.read(link, Origin.USER))
        .hasMessageContaining("chmod go-w " + real);
  }

  @Test
  void whatIsThereAndCannotBeReadIsNotTakenForNothing() throws IOException {
    Path nowhere = folder.resolve("none.toml");
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling.toml"), nowhere);
    Path directory = Files.createDirectory(folder.resolve("directory.toml"));

    assertThat(new PolicyPlaces(nowhere, nowhere, false).read()).isSameAs(Policy.STANDARD);
    for (Path bad : List.of(dangling, directory)) {
      assertThatThrownBy(() -> new PolicyPlaces(nowhere, bad, false).read())
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining(bad.toString());
      assertThatThrownBy(() -> new PolicyPlaces(bad, null, false).read())
          .isInstanceOf(CommandFailure.class);
    }
    assertThatThrownBy(() -> new PolicyPlaces(nowhere, nowhere, true).read())
        .hasMessageContaining("none.toml: does not exist");
  }

  @Test
  void theUsersIsWhereTheContextsAreUnlessAnotherIsNamed() {
    assertThat(PolicyPlaces.of(Map.of("HOME", "/home/me"), null))
        .isEqualTo(
            new PolicyPlaces(
                Path.of("/etc/runspec/policy.toml"),
                Path.of("/home/me/.config/runspec/policy.toml"),
                false));
    assertThat(PolicyPlaces.of(Map.of("HOME", "/home/me", "XDG_CONFIG_HOME", "/c"), null).user())
        .isEqualTo(Path.of("/c/runspec/policy.toml"));
    assertThat(PolicyPlaces.of(Map.of("REGISTRY_POLICY", "/p", "HOME", "/h"), null))
        .extracting(PolicyPlaces::user, PolicyPlaces::isUserNamed)
        .containsExactly(Path.of("/p"), true);
    assertThat(PolicyPlaces.of(Map.of("REGISTRY_POLICY", "/p"), Path.of("/o")).user())
        .isEqualTo(Path.of("/o"));
    assertThat(PolicyPlaces.of(Map.of("REGISTRY_POLICY", ""), null).user()).isNull();
  }
}
