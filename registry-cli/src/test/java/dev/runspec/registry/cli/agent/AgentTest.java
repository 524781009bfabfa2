package dev.runspec.registry.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.HostName;
import dev.runspec.registry.Registration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who registers: {@code [config]}, and the registration made of it. */
class AgentTest {

  @TempDir private Path folder;
  private Home home;

  @BeforeEach
  void enter() {
    home = new Home(folder);
  }

  @Test
  void anEmptyFileIsAnAgentWithoutTools() {
    Agent agent = home.agent("");
    assertThat(agent.config())
        .isEqualTo(
            new AgentConfig(
                home.folder().getFileName().toString(),
                "1",
                Optional.empty(),
                Duration.ofSeconds(30),
                false,
                "confirm",
                List.of()));
    assertThat(agent.registration("i").tools()).isEmpty();
  }

  @Test
  void aRegistrationSaysAllThatTheFileSays() {
    Agent agent = home.agent("[config]\nname='n'\nversion='2.0-ü'\nheartbeat=1.5\n[t]\n");
    Registration registration = agent.registration("id-1");
    assertThat(registration.id().value()).isEqualTo("id-1");
    assertThat(registration.name()).isEqualTo("n");
    assertThat(registration.version()).isEqualTo("2.0-ü");
    assertThat(registration.host()).isEqualTo(new HostName("db-01"));
    assertThat(registration.heartbeatInterval()).isEqualTo(Duration.ofMillis(1500));
    assertThat(registration.tools()).isEqualTo(agent.tools()).hasSize(1);
    assertThat(registration.toolsHash()).matches("[0-9a-f]{64}");
  }

  @Test
  void theHashChangesWithTheTools() {
    String one = home.agent("[t]\n").registration("i").toolsHash();
    assertThat(home.agent("# again\n[t]\n").registration("j").toolsHash()).isEqualTo(one);
    assertThat(home.agent("[t]\nrun_as='u'\n").registration("i").toolsHash()).isNotEqualTo(one);
  }

  @Test
  void everyRunHasItsOwnId() {
    assertThat(Agent.freshInstanceId()).isNotEqualTo(Agent.freshInstanceId());
    assertThat(UUID.fromString(Agent.freshInstanceId()).version()).isEqualTo(4);
  }

  @Test
  void withoutANameTheVirtualEnvironmentGivesIt() {
    home = home.with("VIRTUAL_ENV", "/opt/venvs/tools");
    assertThat(home.agent("").config().name()).isEqualTo("tools");
    assertThat(home.agent("[config]\nname=''").config().name()).isEqualTo("tools");
    assertThat(home.agent("[config]\nname='own'").config().name()).isEqualTo("own");
  }

  @ParameterizedTest
  @CsvSource({"3,3", "1.2,1.2", "'\"1.10\"',1.10", "'\"\"',''"})
  void theVersionIsText(String toml, String version) {
    assertThat(home.agent("[config]\nversion = " + toml).config().version()).isEqualTo(version);
  }

  @Test
  void telemetryIsAskedForByName() {
    assertThat(home.agent("[config]\nheartbeat_data = ['system']").telemetry()).isTrue();
    assertThat(home.agent("[config]\nheartbeat_data = 'system'").telemetry()).isTrue();
    assertThat(home.agent("[config]\nheartbeat_data = []").telemetry()).isFalse();
    Agent other = home.agent("[config]\nheartbeat_data = ['activity']");
    assertThat(other.telemetry()).isFalse();
    assertThat(other.warnings())
        .containsExactly(
            home.folder()
                + "/runspec.toml:2: config.heartbeat_data knows only \"system\": activity");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "heartbeat = 0      | heartbeat is 0; expected a positive number of seconds, 1 to 86400",
        "heartbeat = -5     | heartbeat is -5; expected a positive number of seconds, 1 to 86400",
        "heartbeat = 0.5    | heartbeat is 0.5; expected a positive number of seconds, 1 to 86400",
        "heartbeat = 86401  | heartbeat is 86401; expected a positive number of seconds,"
            + " 1 to 86400",
        "heartbeat = '30'   | heartbeat is text; expected a positive number of seconds, 1 to 86400",
        "heartbeat = true   | heartbeat is true or false; expected a positive number of seconds,"
            + " 1 to 86400",
        "heartbeat = nan    | heartbeat holds NaN, which JSON cannot say; expected a finite number",
        "heartbeat_data = 1 | heartbeat_data is an integer; expected an array such as [\"system\"]",
        "name = 1           | name is an integer; expected text in quotes",
        "version = []       | version is an array; expected a number, or text in quotes",
        "registry = 1       | registry is an integer; expected text in quotes",
        "registry = 'registry:8765' | registry is not the address of a registry; expected one like"
            + " \"http://registry:8765\"",
        "registry = 'ftp://r'       | registry is not the address of a registry; expected one like"
            + " \"http://registry:8765\"",
        "registry = 'http://a b'    | registry is not the address of a registry; expected one like"
            + " \"http://registry:8765\"",
        "autonomy-default = 1 | autonomy-default is an integer; expected text in quotes"
      })
  void whatDoesNotFitIsRefusedWithItsPlace(String line, String message) {
    assertThatThrownBy(() -> home.agent("[config]\n" + line))
        .isInstanceOf(InvalidRunspec.class)
        .hasMessage(home.folder() + "/runspec.toml:2: config." + message);
  }

  @Test
  void configMustBeATable() {
    assertThatThrownBy(() -> home.agent("config = 1"))
        .hasMessageEndingWith("runspec.toml:1: config is an integer; expected a table");
  }

  @Test
  void aPasswordInAWrongAddressIsNotRepeated() {
    assertThatThrownBy(() -> home.agent("[config]\nregistry = 'ftp://me:secret@host'"))
        .message()
        .doesNotContain("secret");
  }

  @Test
  void aNameThatNoRegistryTakesIsRefused() {
    assertThatThrownBy(() -> home.agent("[config]\nname = '" + "n".repeat(1025) + "'"))
        .isInstanceOf(InvalidRunspec.class)
        .hasMessageContaining("name is longer than 1024 characters");
  }

  @Test
  void thisProcessHasAHostAndAFolder() {
    AgentEnvironment here = AgentEnvironment.ofThisProcess();
    assertThat(here.host().value()).isNotBlank();
    assertThat(here.workingDirectory()).isDirectory();
    assertThat(here.withHost(new HostName("other")).host()).hasToString("other");
    assertThat(new AgentEnvironment(folder, here.host(), Map.of()).variables()).isEmpty();
  }
}
