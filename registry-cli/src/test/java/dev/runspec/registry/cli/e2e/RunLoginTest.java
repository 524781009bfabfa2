package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.SshTarget;
import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.ssh.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who {@code run} logs in as, where, and whom the tool runs as. */
class RunLoginTest {

  private static Estate estate;
  private static TestUser other;

  @BeforeAll
  static void start() throws IOException {
    estate = new Estate();
    other = estate.hosts().user();
    estate.hosts().letSudo(estate.login(), other);
    estate.tool("whoami", "id -un\n");
  }

  @AfterAll
  static void stop() throws IOException {
    estate.close();
  }

  @Test
  void theLoginIsSshsOwnChoiceUnlessGiven() throws Exception {
    assertThat(whoami().out()).isEqualTo(estate.login().name() + "\n");
    assertThat(whoami("--user", other.name()).out()).isEqualTo(other.name() + "\n");
  }

  @Test
  void aPrivateKeyCanBeGiven() throws Exception {
    Path stranger = estate.hosts().strangersConfig("User " + estate.login().name());

    assertThat(whoami(stranger).code()).isEqualTo(255);
    assertThat(whoami(stranger, "--ssh-key", estate.hosts().key().toString()).out())
        .isEqualTo(estate.login().name() + "\n");
  }

  @Test
  void anUnknownHostKeyIsRefusedUnlessItDoesNotMatter() throws Exception {
    Path naive =
        estate
            .hosts()
            .strangersConfig(
                "UserKnownHostsFile /dev/null",
                "IdentityFile " + estate.hosts().key(),
                "User " + estate.login().name());

    Ended refused = whoami(naive);
    assertThat(refused.code()).isEqualTo(255);
    assertThat(refused.err())
        .isEqualTo(
            "registry-cli: web-01 cannot be reached: Host key verification failed."
                + " (nothing ran; see what 'ssh web-01' says)\n");
    assertThat(whoami(naive, "--no-host-key-check"))
        .isEqualTo(new Ended(0, estate.login().name() + "\n", ""));
  }

  @Test
  void sudoAndSuRunItAsTheOtherUser() throws Exception {
    String script = estate.folder().resolve("whoami").toString();
    Entry.of("web-02", "as-sudo", script)
        .as(other.name(), "sudo")
        .with("x-become-flags", "-n")
        .registerIn(estate.registry(), "one");
    Entry.of("web-02", "as-su", script)
        .as(other.name(), "su")
        .with("x-become-flags", "-")
        .registerIn(estate.registry(), "two");

    assertThat(estate.program().run("run", "as-sudo", "--host", "web-02"))
        .isEqualTo(new Ended(0, other.name() + "\n", ""));
    assertThat(estate.program().run("run", "as-su", "--host", "web-02", "--user", "root"))
        .isEqualTo(new Ended(0, other.name() + "\n", ""));
    assertThat(estate.program().run("run", "as-sudo", "--host", "web-02", "--dry-run").out())
        .isEqualTo("sudo -n -u " + other.name() + " " + script + "\n");
  }

  @Test
  void aNameThatDoesNotResolveIsReachedWhereItsAgentSays() throws Exception {
    Path known = estate.hosts().config().resolveSibling("known_hosts");
    Path plain =
        Files.writeString(
            estate.folder().resolve("plain-config"),
            """
            Host *
              HostKeyAlias registry-test
              UserKnownHostsFile %s
              IdentityFile %s
              IdentitiesOnly yes
            """
                .formatted(known, estate.hosts().key()));
    Entry entry =
        Entry.of("nowhere.invalid", "there", estate.folder().resolve("whoami").toString());
    entry.registerIn(estate.registry(), "shop");

    Ended lost = estate.program(plain).run("run", "there", "--host", "nowhere.invalid");
    assertThat(lost.code()).isEqualTo(255);
    assertThat(lost.err()).contains("nowhere.invalid cannot be reached: ").hasLineCount(1);

    entry
        .at(new SshTarget("127.0.0.1", estate.hosts().port(), estate.login().name()))
        .registerIn(estate.registry(), "shop");
    assertThat(estate.program(plain).run("run", "there", "--host", "nowhere.invalid").out())
        .isEqualTo(estate.login().name() + "\n");
    assertThat(
            estate
                .program(plain)
                .run("run", "there", "--host", "nowhere.invalid", "--user", other.name())
                .out())
        .isEqualTo(other.name() + "\n");
  }

  private static Ended whoami(String... options) throws Exception {
    return whoami(estate.program(), options);
  }

  private static Ended whoami(Path configuration, String... options) throws Exception {
    return whoami(estate.program(configuration), options);
  }

  private static Ended whoami(Program program, String... options) throws Exception {
    String[] all = new String[options.length + 4];
    System.arraycopy(new String[] {"run", "whoami", "--host", "web-01"}, 0, all, 0, 4);
    System.arraycopy(options, 0, all, 4, options.length);
    return program.run(all);
  }
}
