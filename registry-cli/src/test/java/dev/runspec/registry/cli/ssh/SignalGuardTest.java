package dev.runspec.registry.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.command.SshDestination;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalGuardTest {

  private static SshServer server;
  private static TestUser user;

  @BeforeAll
  static void start() throws IOException {
    server = SshServer.start();
    user = server.user();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  /** A process of its own, as the command line is one: its exit code is what the run says. */
  public static final class Program {
    private Program() {}

    public static void main(String[] args) {
      SshCommand ssh = SshCommand.to(new SshDestination("web-01", null, args[0]), System.getenv());
      RemoteRun run =
          new RemoteRun(
              ssh,
              SshTrial.command(args[1], null, null),
              RunMode.LIFELINE,
              RunStreams.ofThisProcess());
      System.exit(SignalGuard.resultOf(run).exitCode());
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsTheCommandOnTheHostAndThenTheProgram(String signal, int code) throws Exception {
    Process program = program("trap 'echo tidied; exit 1' TERM; echo $$; read x <" + server.pipe());
    BufferedReader out = lines(program);
    RemoteProcess remote = new RemoteProcess(Long.parseLong(out.readLine()));

    Shell.run("kill", "-s", signal, Long.toString(program.pid()));

    assertThat(program.waitFor()).isEqualTo(code);
    assertThat(remote.isRunning()).isFalse();
    assertThat(out.readLine()).isEqualTo("tidied");
  }

  /** The terminal sends it to the whole group: to ssh, too, which must leave it to the program. */
  @Test
  void controlCOfATerminalEndsTheCommandInGoodOrder() throws Exception {
    Process program = program("trap 'echo tidied; exit 1' TERM; echo $$; read x <" + server.pipe());
    BufferedReader out = lines(program);
    RemoteProcess remote = new RemoteProcess(Long.parseLong(out.readLine()));

    Shell.run("kill", "-s", "INT", "--", "-" + program.pid());

    assertThat(program.waitFor()).isEqualTo(130);
    assertThat(remote.isRunning()).isFalse();
    assertThat(out.readLine()).isEqualTo("tidied");
  }

  @Test
  void aProgramThatIsKilledTakesTheCommandWithIt() throws Exception {
    Process program = program("echo $$; read x <" + server.pipe());
    RemoteProcess remote = new RemoteProcess(Long.parseLong(lines(program).readLine()));

    program.destroyForcibly().waitFor();

    remote.awaitEnd();
  }

  @Test
  void withoutASignalTheRemoteCodeIsTheProgramsCode() throws Exception {
    assertThat(program("exit 77").waitFor()).isEqualTo(77);
  }

  /** Leads a process group of its own, and hears INT even where the build does not. */
  private static Process program(String script) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "setsid",
            "env",
            "--default-signal=INT",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName(),
            user.name(),
            script);
    builder.environment().putAll(Map.of(SshCommand.CONFIG_VARIABLE, server.config().toString()));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static BufferedReader lines(Process program) {
    return new BufferedReader(
        new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
  }
}
