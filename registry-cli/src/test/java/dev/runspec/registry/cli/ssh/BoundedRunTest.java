package dev.runspec.registry.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.command.SshOverrides;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What limits a run, and what gives it a second chance. */
class BoundedRunTest {

  private static SshServer server;
  private static TestUser login;
  private static TestUser other;

  @BeforeAll
  static void start() throws IOException {
    server = SshServer.start();
    login = server.user();
    other = server.user();
    server.letSudo(login, other);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void aCommandWhoseTimeIsUpIsEndedAlsoThroughSudo() throws Exception {
    Transcript out = new Transcript();
    Duration limit = Duration.ofSeconds(5);
    BoundedRun run =
        new BoundedRun(
            way(server.port()),
            SshTrial.command("echo $$; read line <" + server.pipe(), other.name(), "sudo"),
            RunMode.LIFELINE,
            Transcript.streams(out, new Transcript()),
            new RunLimits(null, limit));

    RunResult result = run.result();

    assertThat(result).isEqualTo(new RunResult.TimedOut("web-01", limit));
    assertThat(result.exitCode()).isEqualTo(124);
    new RemoteProcess(Long.parseLong(out.firstLine())).awaitEnd();
  }

  @Test
  void aHostThatSaysNothingIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      RunResult result =
          run(silent.getLocalPort(), "true", new RunLimits(Duration.ofSeconds(5), null));

      assertThat(result).isInstanceOf(RunResult.Unreachable.class);
      assertThat(result.complaint().orElseThrow()).contains("timed out");
    }
  }

  @Test
  void aLoginThatNeverBeginsIsGivenUp() throws IOException {
    TestUser slow = server.user();
    Path shell = Files.writeString(server.openFolder().resolve("shell"), "#!/bin/sh\nsleep 60\n");
    Shell.run("chmod", "755", shell.toString());
    Shell.run("usermod", "-s", shell.toString(), slow.name());
    SshCommand way =
        SshCommand.to(SshTrial.destination(new SshOverrides(slow.name(), null)), Map.of())
            .configuredBy(server.config());
    BoundedRun run =
        new BoundedRun(
            way,
            SshTrial.command("true", null, null),
            RunMode.LIFELINE,
            Transcript.streams(new Transcript(), new Transcript()),
            new RunLimits(Duration.ofSeconds(5), null));

    assertThat(run.result())
        .isEqualTo(new RunResult.Unreachable("web-01", "its shell did not answer in 15 s"));
  }

  @Test
  void aDaemonWithTooManyCallersIsCalledOnceMore() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> turnOneAway(busy));

      assertThat(run(busy.getLocalPort(), "exit 7", RunLimits.NONE))
          .isEqualTo(new RunResult.Exited(7));
    }
  }

  @Test
  void aRunThatIsClosedBeforeItBeginsStartsNothing() throws IOException {
    Path canary = server.openFolder().resolve("canary");
    BoundedRun run =
        new BoundedRun(
            way(server.port()),
            SshTrial.command("touch " + canary, null, null),
            RunMode.LIFELINE,
            Transcript.streams(new Transcript(), new Transcript()),
            RunLimits.NONE);
    run.close();

    assertThat(run.result()).isInstanceOf(RunResult.Cancelled.class);
    assertThat(canary).doesNotExist();
  }

  /** Hangs up on the first caller, and connects the second with the real one. */
  private static void turnOneAway(ServerSocket busy) {
    try {
      busy.accept().close();
      try (Socket caller = busy.accept();
          Socket real = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        Thread back = Thread.ofPlatform().daemon().start(() -> carry(real, caller));
        carry(caller, real);
        back.join();
      }
    } catch (IOException | InterruptedException e) {
      // The test has what it wants, or fails for want of it.
    }
  }

  private static void carry(Socket from, Socket to) {
    try (InputStream source = from.getInputStream();
        OutputStream target = to.getOutputStream()) {
      source.transferTo(target);
    } catch (IOException e) {
      // One of both has gone.
    }
  }

  private static RunResult run(int port, String script, RunLimits limits) {
    return new BoundedRun(
            way(port),
            SshTrial.command(script, null, null),
            RunMode.LIFELINE,
            Transcript.streams(new Transcript(), new Transcript()),
            limits)
        .result();
  }

  private static SshCommand way(int port) {
    return SshCommand.to(SshTrial.destination(new SshOverrides(login.name(), port)), Map.of())
        .configuredBy(server.config());
  }
}
