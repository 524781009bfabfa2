package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.SshTarget;
import dev.runspec.registry.cli.Terminal.Outcome;
import dev.runspec.registry.cli.e2e.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever somebody managed to write into the registry: no file appears that only a shell makes.
 */
class HostileRegistryTest {

  private static final String TOOL = "tool";

  private static Estate estate;

  private Path canary;

  @BeforeAll
  static void start() throws IOException {
    estate = new Estate();
  }

  @AfterAll
  static void stop() throws IOException {
    estate.close();
  }

  @BeforeEach
  void chooseCanary() throws IOException {
    canary = estate.hosts().openFolder().resolve("canary");
  }

  @AfterEach
  void nothingTouchedTheCanary() {
    assertThat(canary).doesNotExist();
  }

  static Stream<Entry> refused() {
    return Stream.of(
        Entry.of("-FTOUCH", TOOL, "id"),
        Entry.of("a -oProxyCommand=TOUCH", TOOL, "id"),
        Entry.of("a\n-oProxyCommand=TOUCH", TOOL, "id"),
        Entry.of("$(TOUCH)", TOOL, "id"),
        Entry.of("ssh-address", TOOL, "id").at(new SshTarget("-oProxyCommand=TOUCH", null, null)),
        Entry.of("ssh-user", TOOL, "id").at(new SshTarget(null, null, "-oProxyCommand=TOUCH")),
        Entry.of("lines", TOOL, "id\nTOUCH"),
        Entry.of("dash", TOOL, "-c TOUCH"),
        Entry.of("flags", TOOL, "id").as("root", "sudo").with("x-become-flags", "-H; TOUCH"),
        Entry.of("flags-2", TOOL, "id").as("root", "sudo").with("x-become-flags", "-H $(TOUCH)"),
        Entry.of("flags-3", TOOL, "id").as("root", "su").with("x-become-flags", "-c TOUCH"),
        Entry.of("method", TOOL, "id").as("root", "TOUCH;sudo"),
        Entry.of("run-as", TOOL, "id").as("-l", "sudo"),
        Entry.of("run-as-2", TOOL, "id").as("root;TOUCH", "sudo"),
        Entry.of("run-as-3", TOOL, "id").as("$(TOUCH)", "su"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedInOneLineBeforeAnythingStarts(Entry template) {
    Entry entry = armed(template);
    entry.registerIn(estate.registry(), "evil");

    for (String mode : List.of("--dry-run", "--plain", "--stdin")) {
      Outcome outcome =
          estate.terminal().run("run", TOOL, "--host=" + entry.host(), mode, "--", "; " + touch());

      assertThat(outcome.code()).as(outcome.err()).isEqualTo(125);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err())
          .startsWith("registry-cli: refused to run tool: ")
          .hasLineCount(1)
          .doesNotContain("\r");
    }
  }

  @Test
  void aHostThatIsAnOptionOfOursIsNotEvenAHost() {
    Entry entry = armed(Entry.of("-oProxyCommand=TOUCH", TOOL, "id"));
    entry.registerIn(estate.registry(), "evil");

    for (String host : List.of("--host=" + entry.host(), "--host= " + entry.host())) {
      Outcome outcome = estate.terminal().run("run", TOOL, host);

      assertThat(outcome.code()).isIn(2, 125);
      assertThat(outcome.err()).hasLineCount(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"id; TOUCH", "$(TOUCH)", "`TOUCH`", "id | TOUCH", "'; TOUCH; '"})
  void isOneWordThatNamesNoProgram(String command) throws Exception {
    armed(Entry.of("web-01", command, command)).registerIn(estate.registry(), "evil");
    String tool = command.replace("TOUCH", touch());

    for (String mode : List.of("--plain", "--user=root")) {
      Ended ended =
          estate.program().run("run", tool, "--host", "web-01", mode, "--", "$(" + touch() + ")");

      assertThat(ended.code()).isEqualTo(127);
      assertThat(ended.out()).isEmpty();
    }
  }

  /** Else nothing here would show anything. */
  @Test
  void aCanaryThatIsTouchedIsSeen() throws Exception {
    Entry.of("web-01", "touch", "touch").registerIn(estate.registry(), "honest");

    Ended ended = estate.program().run("run", "touch", "--host", "web-01", "--", canary.toString());

    assertThat(ended.code()).isZero();
    assertThat(canary).exists();
    Files.delete(canary);
  }

  private String touch() {
    return "touch " + canary;
  }

  private Entry armed(Entry template) {
    Entry entry = Entry.of(arm(template.host()), arm(template.tool()), "");
    for (var member : template.members().entrySet()) {
      entry = entry.with(member.getKey(), arm(member.getValue()));
    }
    SshTarget ssh = template.ssh();
    return ssh == null
        ? entry
        : entry.at(
            new SshTarget(
                ssh.address() == null ? null : arm(ssh.address()),
                ssh.port(),
                ssh.user() == null ? null : arm(ssh.user())));
  }

  private String arm(String text) {
    return text.replace("TOUCH", touch());
  }
}
