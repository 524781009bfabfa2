package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.e2e.Program.Running;
import dev.runspec.registry.cli.ssh.RemoteProcess;
import dev.runspec.registry.cli.ssh.TestUser;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A signal to {@code run} is a signal to the tool. */
class RunSignalTest {

  private static Estate estate;

  @BeforeAll
  static void start() throws IOException {
    estate = new Estate();
    TestUser other = estate.hosts().user();
    estate.hosts().letSudo(estate.login(), other);
    String forEver = "echo $$; read line <" + estate.hosts().pipe() + "\n";
    estate.tool("wait", "trap 'echo tidied; exit 9' TERM; " + forEver);
    Entry.of("web-02", "wait", estate.script("wait-too", forEver).toString())
        .as(other.name(), "sudo")
        .registerIn(estate.registry(), "other");
  }

  @AfterAll
  static void stop() throws IOException {
    estate.close();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void theToolMayTidyUpAndIsGoneWhenTheProgramEnds(String signal, int code) throws Exception {
    try (Running running = estate.program().start("run", "wait", "--host", "web-01")) {
      RemoteProcess remote = remote(running);
      running.signal(signal);

      Ended ended = running.ended();
      assertThat(ended.code()).isEqualTo(code);
      assertThat(remote.isRunning()).isFalse();
      assertThat(ended.out()).endsWith("\ntidied\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aToolOfAnotherUserIsGoneToo(String signal, int code) throws Exception {
    try (Running running = estate.program().start("run", "wait", "--host", "web-02")) {
      RemoteProcess remote = remote(running);
      assertThat(remote.owner()).isNotEqualTo(estate.login().name());
      running.signal(signal);

      assertThat(running.ended().code()).isEqualTo(code);
      assertThat(remote.isRunning()).isFalse();
    }
  }

  @Test
  void aProgramThatIsKilledTakesTheToolWithIt() throws Exception {
    try (Running running = estate.program().start("run", "wait", "--host", "web-01")) {
      RemoteProcess remote = remote(running);
      running.signal("KILL");

      remote.awaitEnd();
    }
  }

  private static RemoteProcess remote(Running running) throws InterruptedException {
    return new RemoteProcess(Long.parseLong(running.out().firstLine()));
  }
}
