package dev.runspec.registry.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.command.SshOverrides;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UnreachableTest {

  private static SshServer server;
  private static TestUser user;
  private static SshTrial trial;
  private static Path canary;

  @BeforeAll
  static void start() throws IOException {
    server = SshServer.start();
    user = server.user();
    trial = new SshTrial(server, user.name());
    canary = server.openFolder().resolve("canary");
  }

  @AfterAll
  static void stop() throws IOException {
    assertThat(canary).doesNotExist();
    server.close();
  }

  @Test
  void aRefusedPortIsNotTheExitOfACommand() throws IOException {
    int closed = SshServer.freePort();
    SshCommand way =
        SshCommand.to(SshTrial.destination(new SshOverrides(user.name(), closed)), Map.of())
            .configuredBy(server.config());

    RunResult result = touchCanary(way);

    assertThat(result).isInstanceOf(RunResult.Unreachable.class);
    assertThat(result.exitCode()).isEqualTo(255);
    assertThat(result.complaint().orElseThrow())
        .startsWith("web-01 cannot be reached: ssh: connect to host")
        .contains("Connection refused")
        .doesNotContain("\n");
  }

  @Test
  void aKeyThatIsNotKnownThereIsSaidSo() throws IOException {
    assertThat(reason(trial.way(server.strangersConfig()))).contains("Permission denied");
  }

  @Test
  void theCallersKeyOpens() throws IOException {
    SshCommand way = trial.way(server.strangersConfig()).withKey(server.key());

    assertThat(exitOfTrue(way)).isEqualTo(new RunResult.Exited(0));
  }

  @Test
  void aHostKeyThatNobodyKnowsIsRefused() throws IOException {
    assertThat(reason(trial.way(unknownHost()).withKey(server.key())))
        .endsWith("Host key verification failed.");
  }

  @Test
  void aHostKeyThatNobodyKnowsIsTakenWhenTheCallerSaysSo() throws IOException {
    SshCommand way = trial.way(unknownHost()).withKey(server.key()).withoutHostKeyCheck();

    assertThat(exitOfTrue(way)).isEqualTo(new RunResult.Exited(0));
  }

  @Test
  void anotherHostKeyThanTheKnownOneIsRefused() throws IOException {
    Path known = server.openFolder().resolve("known_hosts");
    Files.writeString(known, "registry-test " + Files.readString(Path.of(server.key() + ".pub")));

    String reason =
        reason(
            trial.way(server.strangersConfig("UserKnownHostsFile " + known)).withKey(server.key()));

    assertThat(reason).contains("REMOTE HOST IDENTIFICATION HAS CHANGED");
    assertThat(new RunResult.Unreachable("h", reason).complaint().orElseThrow())
        .contains("Host key verification failed.")
        .doesNotContain("\n");
  }

  @Test
  void aProgramThatIsNotInstalledIsNamed() {
    RunResult result = touchCanary(trial.way().startedBy("no-such-ssh"));

    assertThat(result.exitCode()).isEqualTo(125);
    assertThat(result.complaint().orElseThrow())
        .contains("no-such-ssh")
        .contains("install an OpenSSH client");
  }

  @Test
  void aCommandLongerThanTheSystemTakesIsNotStarted() {
    RemoteRun run =
        trial.remoteRun(
            RunMode.LIFELINE, new Transcript(), new Transcript(), ": " + "x".repeat(200_000));

    RunResult result = run.result();

    assertThat(result.exitCode()).isEqualTo(125);
    assertThat(result.complaint().orElseThrow()).contains("Argument list too long");
  }

  @Test
  void aLoginWithoutAShellIsNotTheExitOfACommand() throws IOException {
    TestUser shellless = server.user();
    Shell.run("usermod", "-s", "/usr/sbin/nologin", shellless.name());

    SshTrial.Ended ended =
        new SshTrial(server, shellless.name()).run(RunMode.LIFELINE, "touch " + canary);

    assertThat(ended.result().exitCode()).isEqualTo(125);
    assertThat(ended.result().complaint().orElseThrow())
        .contains("before the command began")
        .contains("--plain");
  }

  @Test
  void whatSshSaysWithoutFailingComesBeforeWhatTheCommandSays() throws IOException {
    Path trusting =
        server.strangersConfig("StrictHostKeyChecking no", "UserKnownHostsFile /dev/null");
    SshCommand way = trial.way(trusting).withKey(server.key());
    Transcript err = new Transcript();
    new RemoteRun(
            way,
            SshTrial.command("echo own >&2", null, null),
            RunMode.LIFELINE,
            Transcript.streams(new Transcript(), err))
        .result();

    assertThat(err.text()).startsWith("Warning: Permanently added").endsWith("\nown\n");
  }

  /** As ssh does when it leaves a master connection behind that keeps its standard error. */
  @Test
  void whoeverKeepsTheErrorStreamOpenDoesNotHoldTheRun() throws IOException {
    Path pipe = server.pipe();
    Path program = server.openFolder().resolve("ssh");
    Files.writeString(
        program, "#!/bin/sh\nread line <" + pipe + " &\nprintf '\\036done\\n' >&2\nexit 7\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Transcript err = new Transcript();

    RunResult result =
        new RemoteRun(
                trial.way().startedBy(program.toString()),
                SshTrial.command("true", null, null),
                RunMode.LIFELINE,
                Transcript.streams(new Transcript(), err))
            .result();

    assertThat(result).isEqualTo(new RunResult.Exited(7));
    assertThat(err.text()).isEqualTo("done\n");
    Files.write(pipe, "go\n".getBytes(StandardCharsets.UTF_8));
  }

  private static Path unknownHost() throws IOException {
    return server.strangersConfig("UserKnownHostsFile /dev/null");
  }

  private static String reason(SshCommand way) {
    RunResult result = touchCanary(way);
    assertThat(result).isInstanceOf(RunResult.Unreachable.class);
    return ((RunResult.Unreachable) result).reason();
  }

  private static RunResult touchCanary(SshCommand way) {
    return run(way, "touch " + canary);
  }

  private static RunResult exitOfTrue(SshCommand way) {
    return run(way, "true");
  }

  private static RunResult run(SshCommand way, String script) {
    return new RemoteRun(
            way,
            SshTrial.command(script, null, null),
            RunMode.LIFELINE,
            Transcript.streams(new Transcript(), new Transcript()))
        .result();
  }
}
