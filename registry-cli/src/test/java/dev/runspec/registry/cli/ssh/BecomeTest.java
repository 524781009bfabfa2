package dev.runspec.registry.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Execution;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BecomeTest {

  private static SshServer server;
  private static TestUser login;
  private static TestUser other;
  private static SshTrial trial;
  private static SshTrial asRoot;

  @BeforeAll
  static void start() throws IOException {
    server = SshServer.start();
    login = server.user();
    other = server.user();
    server.letSudo(login, other);
    trial = new SshTrial(server, login.name());
    asRoot = new SshTrial(server, "root");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = RunMode.class,
      names = {"LIFELINE", "PLAIN"})
  void withoutARunAsTheLoginItselfRunsIt(RunMode mode) {
    assertThat(trial.run(mode, new Execution("id", "", "sudo", null), "-un").out())
        .isEqualTo(login.name() + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-n", "-H -n", "-Hn", "-i -n", "-E"})
  void sudoRunsItAsTheOtherUser(String flags) {
    for (RunMode mode : RunMode.values()) {
      SshTrial.Ended ended =
          trial.run(mode, new Execution("id", other.name(), "sudo", flags), "-un");

      assertThat(ended.err()).isEmpty();
      assertThat(ended.out()).isEqualTo(other.name() + "\n");
      assertThat(ended.result()).isEqualTo(new RunResult.Exited(0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "-l -s /bin/sh", "-l"})
  void suRunsItAsTheOtherUser(String flags) {
    for (RunMode mode : RunMode.values()) {
      SshTrial.Ended ended =
          asRoot.run(mode, new Execution("id", other.name(), "su", flags), "-un");

      assertThat(ended.err()).isEmpty();
      assertThat(ended.out()).isEqualTo(other.name() + "\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sudo", "su"})
  void argumentsArriveUnchangedThroughEveryShellOnTheWay(String method) {
    String[] words = {"%s\\0", "it's", "$(id)", "new\nline", "ü文", "", "a b", "-u", "\\\"`"};

    SshTrial.Ended ended =
        (method.equals("su") ? asRoot : trial)
            .run(RunMode.LIFELINE, new Execution("printf", other.name(), method, null), words);

    assertThat(ended.out()).isEqualTo("it's\0$(id)\0new\nline\0ü文\0\0a b\0-u\0\\\"`\0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sudo", "su"})
  void theCodeOfTheCommandComesThrough(String method) {
    SshTrial.Ended ended =
        (method.equals("su") ? asRoot : trial)
            .run(
                RunMode.LIFELINE,
                new Execution("sh", other.name(), method, null),
                "-c",
                "echo to-err >&2; exit 42");

    assertThat(ended.result()).isEqualTo(new RunResult.Exited(42));
    assertThat(ended.err()).isEqualTo("to-err\n");
  }

  @Test
  void whatSudoDoesNotAllowIsSudosAnswerAndNothingRuns() throws IOException {
    TestUser forbidden = server.user();
    SshTrial.Ended ended =
        trial.run(RunMode.LIFELINE, new Execution("id", forbidden.name(), "sudo", "-n"), "-un");

    assertThat(ended.result()).isEqualTo(new RunResult.Exited(1));
    assertThat(ended.err()).contains("sudo:");
    assertThat(ended.out()).isEmpty();
  }
}
