package dev.runspec.registry.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.Execution;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteRunTest {

  private static SshServer server;
  private static TestUser user;
  private static SshTrial trial;

  @BeforeAll
  static void start() throws IOException {
    server = SshServer.start();
    user = server.user();
    trial = new SshTrial(server, user.name());
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(RunMode.class)
  void outputAndExitCodeArriveInEveryMode(RunMode mode) {
    SshTrial.Ended ended = trial.run(mode, "echo out; echo err >&2; exit 3");

    assertThat(ended.result()).isEqualTo(new RunResult.Exited(3));
    assertThat(ended.out()).isEqualTo("out\n");
    assertThat(ended.err()).isEqualTo("err\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 125, 127, 254, 255})
  void theRemoteCodePassesThrough(int code) {
    for (RunMode mode : RunMode.values()) {
      SshTrial.Ended ended = trial.run(mode, "exit " + code);

      assertThat(ended.result()).isEqualTo(new RunResult.Exited(code));
      assertThat(ended.result().exitCode()).isEqualTo(code);
      assertThat(ended.err()).isEmpty();
    }
  }

  @Test
  void aCommandThatWasKilledExitsWithItsSignal() {
    SshTrial.Ended ended = trial.run(RunMode.LIFELINE, "kill -9 $$");

    assertThat(ended.result()).isEqualTo(new RunResult.Exited(137));
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void aCommandThatIsNotThereIsTheRemoteShellsOwnAnswer() {
    SshTrial.Ended ended =
        trial.run(RunMode.LIFELINE, new Execution("/no/such/tool", null, null, null));

    assertThat(ended.result()).isEqualTo(new RunResult.Exited(127));
    assertThat(ended.err()).contains("/no/such/tool").contains("not found");
  }

  @Test
  void aMarkThatTheCommandWritesItselfStays() {
    SshTrial.Ended ended =
        trial.run(RunMode.LIFELINE, "printf '\\036a\\036' >&2; printf '\\036'; exit 4");

    assertThat(ended.result()).isEqualTo(new RunResult.Exited(4));
    assertThat(ended.err()).isEqualTo("\u001ea\u001e");
    assertThat(ended.out()).isEqualTo("\u001e");
  }

  @Test
  void theFirstLineArrivesWhileTheCommandStillRuns() throws Exception {
    Path pipe = server.pipe();
    try (SshTrial.Running running =
        trial.start("echo first; echo warned >&2; read line <" + pipe + "; echo $line")) {
      assertThat(running.out().firstLine()).isEqualTo("first");
      assertThat(running.err().firstLine()).isEqualTo("warned");
      Files.writeString(pipe, "second\n");

      assertThat(running.result()).isEqualTo(new RunResult.Exited(0));
      assertThat(running.out().text()).isEqualTo("first\nsecond\n");
    }
  }

  @Test
  void partOfALineArrivesToo() throws Exception {
    Path pipe = server.pipe();
    try (SshTrial.Running running =
        trial.start("printf 'half\\n 50%%'; read line <" + pipe + "; echo ' 100%'")) {
      running.out().awaitText("half\n 50%");
      Files.writeString(pipe, "go\n");

      running.result();
      assertThat(running.out().text()).isEqualTo("half\n 50% 100%\n");
    }
  }

  @Test
  void binaryOutputArrivesUnchanged() throws IOException {
    byte[] content = new byte[300_000];
    new Random(7).nextBytes(content);
    Path file = Files.write(server.openFolder().resolve("content"), content);

    SshTrial.Ended ended = trial.run(RunMode.LIFELINE, "cat " + file + "; cat " + file + " >&2");

    assertThat(ended.outBytes()).isEqualTo(content);
    assertThat(ended.errBytes()).isEqualTo(content);
  }

  @Test
  void argumentsArriveUnchanged() {
    String[] args = {"ü文", "a b", "", "it's", "$(id)", "`id`", "new\nline", "-n", "\"\\", "😀!"};
    Execution print = new Execution("printf", null, null, null);
    String[] words = new String[args.length + 1];
    words[0] = "%s\\0";
    System.arraycopy(args, 0, words, 1, args.length);

    for (RunMode mode : RunMode.values()) {
      assertThat(trial.run(mode, print, words).out()).isEqualTo(String.join("\0", args) + "\0");
    }
  }

  @Test
  void inputIsForwardedToItsEndInStdinMode() {
    byte[] input = new byte[200_000];
    new Random(11).nextBytes(input);

    SshTrial.Ended ended = trial.feed(new ByteArrayInputStream(input), "cat; exit 5");

    assertThat(ended.result()).isEqualTo(new RunResult.Exited(5));
    assertThat(ended.outBytes()).isEqualTo(input);
  }

  @Test
  void aCommandThatDoesNotReadItsInputEndsAllTheSame() {
    byte[] input = "x\n".repeat(500_000).getBytes(StandardCharsets.UTF_8);

    assertThat(trial.feed(new ByteArrayInputStream(input), "exit 6").result())
        .isEqualTo(new RunResult.Exited(6));
  }

  @ParameterizedTest
  @EnumSource(
      value = RunMode.class,
      names = {"LIFELINE", "PLAIN"})
  void theCommandGetsNoInputInTheOtherModes(RunMode mode) {
    assertThat(trial.run(mode, "cat; echo end").out()).isEqualTo("end\n");
  }

  @Test
  void aRunIsRunOnce() {
    RemoteRun run = trial.remoteRun(RunMode.LIFELINE, new Transcript(), new Transcript(), "true");
    run.result();

    assertThatThrownBy(run::result).isInstanceOf(IllegalStateException.class);
  }
}
