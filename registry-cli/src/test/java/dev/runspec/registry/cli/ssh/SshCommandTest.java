package dev.runspec.registry.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.command.SshDestination;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SshCommandTest {

  private static final SshDestination BARE = new SshDestination("web-01", null, null);

  @Test
  void theHostComesAfterTheEndOfOptions() {
    assertThat(SshCommand.to(BARE, Map.of()).argv("id"))
        .containsExactly("ssh", "-T", "-o", "BatchMode=yes", "--", "web-01", "id");
  }

  @Test
  void everyChoiceHasItsPlaceBeforeTheHost() {
    SshCommand command =
        SshCommand.to(new SshDestination("::1", 2222, "deploy"), Map.of())
            .withKey(Path.of("/k/id"))
            .withoutHostKeyCheck();

    assertThat(String.join(" ", command.argv("uptime -p")))
        .isEqualTo(
            "ssh -T -o BatchMode=yes -p 2222 -l deploy -i /k/id -o StrictHostKeyChecking=no"
                + " -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -- ::1 uptime -p");
  }

  @Test
  void anotherConfigurationComesFromTheEnvironmentOrTheCaller() {
    Map<String, String> environment = Map.of("REGISTRY_SSH_CONFIG", "/etc/a");

    assertThat(SshCommand.to(BARE, environment).argv("id")).startsWith("ssh", "-F", "/etc/a", "-T");
    assertThat(SshCommand.to(BARE, environment).configuredBy(Path.of("/etc/b")).argv("id"))
        .startsWith("ssh", "-F", "/etc/b", "-T");
    assertThat(SshCommand.to(BARE, Map.of("REGISTRY_SSH_CONFIG", "")).argv("id"))
        .doesNotContain("-F");
  }
}
