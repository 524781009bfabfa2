package dev.runspec.registry.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Execution;
import dev.runspec.registry.HostName;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.command.RemoteCommand;
import dev.runspec.registry.command.RunPolicy;
import dev.runspec.registry.command.SshDestination;
import dev.runspec.registry.command.SshOverrides;
import dev.runspec.registry.command.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in the registry: no file appears that only a shell could have made. */
class HostileCatalogueTest {

  private static SshServer server;
  private static TestUser login;
  private static Path canaries;

  @BeforeAll
  static void start() throws IOException {
    server = SshServer.start();
    login = server.user();
    server.letSudo(login, server.user());
    canaries = server.openFolder();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /** An entry of the catalogue; {@code TOUCH} in it stands for a command that leaves a canary. */
  record Entry(String host, @Nullable SshTarget ssh, Execution execution) {}

  static Stream<Entry> refused() {
    String host = "web-01";
    return Stream.of(
        new Entry("-oProxyCommand=TOUCH", null, command("id")),
        new Entry("-oProxyCommand=TOUCH web-01", null, command("id")),
        new Entry("web-01\n-oProxyCommand=TOUCH", null, command("id")),
        new Entry("$(TOUCH)", null, command("id")),
        new Entry("x@web-01;TOUCH", null, command("id")),
        new Entry(host, new SshTarget("-oProxyCommand=TOUCH", null, null), command("id")),
        new Entry(host, new SshTarget(null, null, "-oProxyCommand=TOUCH"), command("id")),
        new Entry(host, new SshTarget(null, null, "`TOUCH`"), command("id")),
        new Entry(host, null, command("id\nTOUCH")),
        new Entry(host, null, command("id\rTOUCH")),
        new Entry(host, null, command("-c TOUCH")),
        new Entry(host, null, command("PATH=. TOUCH")),
        new Entry(host, null, new Execution("id", "root", "sudo", "-H; TOUCH;")),
        new Entry(host, null, new Execution("id", "root", "sudo", "-H $(TOUCH)")),
        new Entry(host, null, new Execution("id", "root", "sudo", "-H\nTOUCH\n")),
        new Entry(host, null, new Execution("id", "root", "sudo", "-p `TOUCH`")),
        new Entry(host, null, new Execution("id", "root", "su", "-c TOUCH")),
        new Entry(host, null, new Execution("id", "root", "TOUCH;sudo", null)),
        new Entry(host, null, new Execution("id", "-l", "sudo", null)),
        new Entry(host, null, new Execution("id", "-c TOUCH", "su", null)),
        new Entry(host, null, new Execution("id", "root;TOUCH", "sudo", null)),
        new Entry(host, null, new Execution("id", "$(TOUCH)", "su", null)));
  }

  static Stream<Entry> harmless() {
    return Stream.of("id; TOUCH", "$(TOUCH)", "`TOUCH`", "id && TOUCH", "id | TOUCH", "'; TOUCH; '")
        .flatMap(
            command ->
                Stream.of(
                    new Entry("web-01", null, command(command)),
                    new Entry("web-01", null, new Execution(command, "root", "su", "-")),
                    new Entry("web-01", null, new Execution(command, "root", "sudo", "-n"))));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedBeforeAnythingStarts(Entry entry) throws IOException {
    Path canary = canary();

    assertThat(ranAs(login.name(), entry, canary)).isEmpty();
    assertThat(canary).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void isOneWordThatNamesNoProgram(Entry entry) throws IOException {
    Path canary = canary();

    for (String user : List.of(login.name(), "root")) {
      assertThat(ranAs(user, entry, canary))
          .hasValueSatisfying(code -> assertThat(code).isNotZero());
    }
    assertThat(canary).doesNotExist();
  }

  @Test
  void theCanaryWouldBeSeen() throws IOException {
    Path canary = canary();
    Files.createFile(canary);

    assertThat(canary).exists();
    SshTrial.Ended ended =
        new SshTrial(server, login.name()).run(RunMode.PLAIN, "touch " + canary + "2");
    assertThat(ended.result()).isEqualTo(new RunResult.Exited(0));
    assertThat(Path.of(canary + "2")).exists();
  }

  /** Goes the whole way that a command line goes; the code of the run, if anything ran. */
  private static Optional<Integer> ranAs(String user, Entry entry, Path canary) {
    SshTarget ssh = entry.ssh();
    Execution said = entry.execution();
    Verdict<SshDestination> destination =
        SshDestination.of(
            new HostName(armed(entry.host(), canary)),
            ssh == null
                ? null
                : new SshTarget(
                    armedIfSaid(ssh.address(), canary),
                    ssh.port(),
                    armedIfSaid(ssh.user(), canary)),
            SshOverrides.NONE);
    Verdict<RemoteCommand> command =
        RemoteCommand.of(
            new Execution(
                armedIfSaid(said.command(), canary),
                armedIfSaid(said.runAs(), canary),
                armedIfSaid(said.becomeMethod(), canary),
                armedIfSaid(said.becomeFlags(), canary)),
            List.of("; touch " + canary, "$(touch " + canary + ")", "\ntouch " + canary + "\n"),
            RunPolicy.standard());
    if (destination instanceof Verdict.Accepted<SshDestination> way
        && command instanceof Verdict.Accepted<RemoteCommand> line) {
      SshDestination there = new SshDestination(way.value().host(), null, user);
      return Optional.of(
          new RemoteRun(
                  SshCommand.to(there, Map.of()).configuredBy(server.config()),
                  line.value(),
                  RunMode.LIFELINE,
                  Transcript.streams(new Transcript(), new Transcript()))
              .result()
              .exitCode());
    }
    return Optional.empty();
  }

  private static String armed(String text, Path canary) {
    return text.replace("TOUCH", "touch " + canary);
  }

  private static @Nullable String armedIfSaid(@Nullable String text, Path canary) {
    return text == null ? null : armed(text, canary);
  }

  private static Path canary() throws IOException {
    Path canary = Files.createTempFile(canaries, "canary", "");
    Files.delete(canary);
    return canary;
  }

  private static Execution command(String command) {
    return new Execution(command, null, null, null);
  }
}
