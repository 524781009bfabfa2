package dev.runspec.registry.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CancellationTest {

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

  /** Says its process id and then waits for a writer who never comes. */
  private static String waitingForEver() throws IOException {
    return "echo $$; read line <" + server.pipe();
  }

  @Test
  void closingEndsTheCommandOnTheHost() throws Exception {
    try (SshTrial.Running running = trial.start(waitingForEver())) {
      RemoteProcess process = RemoteProcess.saidBy(running);

      running.run().close();

      assertThat(running.result()).isInstanceOf(RunResult.Cancelled.class);
      assertThat(process.isRunning()).isFalse();
    }
  }

  @Test
  void closingEndsTheChildrenOfTheCommand() throws Exception {
    String child = "sh -c '" + waitingForEver() + "' & wait; echo survived";
    try (SshTrial.Running running = trial.start(child)) {
      RemoteProcess process = RemoteProcess.saidBy(running);

      running.run().close();

      assertThat(process.isRunning()).isFalse();
      assertThat(running.out().text()).doesNotContain("survived");
    }
  }

  @Test
  void closingEndsACommandThatSudoRuns() throws Exception {
    try (SshTrial.Running running = trial.start(waitingForEver(), other.name(), "sudo")) {
      RemoteProcess process = RemoteProcess.saidBy(running);
      assertThat(process.owner()).isEqualTo(other.name());

      running.run().close();

      assertThat(running.result()).isInstanceOf(RunResult.Cancelled.class);
      assertThat(process.isRunning()).isFalse();
    }
  }

  @Test
  void closingEndsACommandThatSuRuns() throws Exception {
    try (SshTrial.Running running = asRoot.start(waitingForEver(), other.name(), "su")) {
      RemoteProcess process = RemoteProcess.saidBy(running);
      assertThat(process.owner()).isEqualTo(other.name());

      running.run().close();

      assertThat(running.result()).isInstanceOf(RunResult.Cancelled.class);
      assertThat(process.isRunning()).isFalse();
    }
  }

  @Test
  void aCommandThatDoesNotHeedIsKilledInTheEnd() throws Exception {
    String deaf = "trap '' TERM; echo $$; while :; do read line <" + server.pipe() + "; done";
    try (SshTrial.Running running = trial.start(deaf)) {
      RemoteProcess process = RemoteProcess.saidBy(running);

      running.run().close();

      assertThat(running.result()).isInstanceOf(RunResult.Cancelled.class);
      process.awaitEnd();
    }
  }

  @Test
  void theCommandMayTidyUpAndItsLastWordsArrive() throws Exception {
    String script = "trap 'echo tidied; exit 9' TERM; " + waitingForEver();
    try (SshTrial.Running running = trial.start(script)) {
      running.out().firstLine();

      running.run().close();

      assertThat(running.result()).isInstanceOf(RunResult.Cancelled.class);
      assertThat(running.out().text()).endsWith("\ntidied\n");
    }
  }

  @Test
  void anInterruptEndsTheRunAndIsKept() throws Exception {
    Transcript out = new Transcript();
    RemoteRun run = trial.remoteRun(RunMode.LIFELINE, out, new Transcript(), waitingForEver());
    Thread[] runner = new Thread[1];
    boolean[] kept = new boolean[1];
    RunResult[] result = new RunResult[1];
    runner[0] =
        Thread.ofPlatform()
            .start(
                () -> {
                  result[0] = run.result();
                  kept[0] = Thread.currentThread().isInterrupted();
                });
    RemoteProcess process = new RemoteProcess(Long.parseLong(out.firstLine()));

    runner[0].interrupt();
    runner[0].join();

    assertThat(result[0]).isInstanceOf(RunResult.Cancelled.class);
    assertThat(kept[0]).isTrue();
    assertThat(process.isRunning()).isFalse();
  }

  @Test
  void aReaderWhoGoesAwayEndsTheRun() throws Exception {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("broken pipe");
          }
        };
    RemoteRun run =
        new RemoteRun(
            trial.way(),
            SshTrial.command(waitingForEver(), null, null),
            RunMode.LIFELINE,
            new RunStreams(InputStream.nullInputStream(), gone, new Transcript()));

    assertThat(run.result().complaint())
        .hasValueSatisfying(line -> assertThat(line).contains("nobody reads the output"));
  }

  @Test
  void aRunThatWasClosedBeforeItBeganStartsNothing() throws Exception {
    Path canary = server.openFolder().resolve("canary");
    RemoteRun run =
        trial.remoteRun(RunMode.LIFELINE, new Transcript(), new Transcript(), "touch " + canary);

    run.close();

    assertThat(run.result()).isInstanceOf(RunResult.Cancelled.class);
    assertThat(canary).doesNotExist();
  }

  @Test
  void closingAfterTheEndChangesNothing() {
    RemoteRun run = trial.remoteRun(RunMode.LIFELINE, new Transcript(), new Transcript(), "exit 8");

    assertThat(run.result()).isEqualTo(new RunResult.Exited(8));
    run.close();
  }

  @Test
  void aConnectionThatBreaksEndsTheCommandAndIsToldFromItsExit() throws Exception {
    try (SshTrial.Running running = trial.start(waitingForEver())) {
      RemoteProcess process = RemoteProcess.saidBy(running);

      process.sshdSession().destroyForcibly();

      assertThat(running.result()).isEqualTo(new RunResult.Lost("web-01"));
      assertThat(running.result().exitCode()).isEqualTo(255);
      process.awaitEnd();
    }
  }

  @Test
  void whatTheCommandLeavesRunningOnPurposeOutlivesIt() throws Exception {
    Path pipe = server.pipe();
    String daemon = "sh -c 'read line <" + pipe + "; touch " + pipe + ".done' >/dev/null 2>&1 &";

    SshTrial.Ended ended = trial.run(RunMode.LIFELINE, daemon + " echo $!");
    RemoteProcess process = new RemoteProcess(Long.parseLong(ended.out().strip()));

    assertThat(ended.result()).isEqualTo(new RunResult.Exited(0));
    Files.writeString(pipe, "go\n");
    process.awaitEnd();
    assertThat(Path.of(pipe + ".done")).exists();
  }
}
