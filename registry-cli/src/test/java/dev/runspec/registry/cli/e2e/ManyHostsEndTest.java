package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.e2e.Program.Running;
import dev.runspec.registry.cli.ssh.RemoteProcess;
import dev.runspec.registry.cli.ssh.TestUser;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of a run on several hosts is the end of the tool on each of them. */
class ManyHostsEndTest {

  private static final List<String> HOSTS = List.of("web-01", "web-02", "db-01");

  private static Estate estate;

  @BeforeAll
  static void start() throws IOException {
    estate = new Estate();
    TestUser other = estate.hosts().user();
    estate.hosts().letSudo(estate.login(), other);
    String forEver = "echo $$; read line <" + estate.hosts().pipe() + "\n";
    String wait = estate.script("wait", forEver).toString();
    Entry.of("web-01", "wait", wait).registerIn(estate.registry(), "web-01");
    Entry.of("web-02", "wait", wait).registerIn(estate.registry(), "web-02");
    Entry.of("db-01", "wait", wait).as(other.name(), "sudo").registerIn(estate.registry(), "db-01");
  }

  @AfterAll
  static void stop() throws IOException {
    estate.close();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsItEverywhere(String signal, int code) throws Exception {
    try (Running running = estate.program().start("run", "wait", "--all")) {
      List<RemoteProcess> remote = remote(running);
      running.signal(signal);

      Ended ended = running.ended();
      assertThat(ended.code()).isEqualTo(code);
      assertThat(remote).noneMatch(RemoteProcess::isRunning);
      assertThat(ended.err()).contains("3 cancelled in ");
    }
  }

  @Test
  void aTimeThatIsUpEndsItEverywhere() throws Exception {
    try (Running running = estate.program().start("run", "wait", "--all", "--timeout", "5s")) {
      List<RemoteProcess> remote = remote(running);

      Ended ended = running.ended();
      assertThat(ended.code()).isEqualTo(124);
      remote.forEach(RemoteProcess::awaitEnd);
      assertThat(ended.err()).contains("3 timed-out in ");
    }
  }

  @Test
  void aReaderWhoGoesAwayEndsItEverywhere() throws Exception {
    offerChatter();
    Running running =
        estate
            .program()
            .started(
                List.of(
                    "sh",
                    "-c",
                    "{ \"$@\"; echo $? >&2; } | head -3",
                    "sh",
                    Program.java().get(0),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.runspec.registry.cli.Main",
                    "run",
                    "chatter",
                    "--all"));
    try (running) {
      Ended ended = running.ended();

      assertThat(ended.out().lines()).hasSize(3);
      assertThat(ended.err()).contains("2 cancelled in ").endsWith("\n130\n");
    }
  }

  @Test
  void aProgramThatIsKilledTakesTheToolWithItEverywhere() throws Exception {
    try (Running running = estate.program().start("run", "wait", "--all")) {
      List<RemoteProcess> remote = remote(running);
      running.signal("KILL");

      remote.forEach(RemoteProcess::awaitEnd);
    }
  }

  private static void offerChatter() throws IOException {
    String chatter = estate.script("chatter", "while :; do echo again; done\n").toString();
    Entry.of("web-01", "chatter", chatter).registerIn(estate.registry(), "chatter-1");
    Entry.of("web-02", "chatter", chatter).registerIn(estate.registry(), "chatter-2");
  }

  private static List<RemoteProcess> remote(Running running) throws InterruptedException {
    running.out().await("\n", HOSTS.size());
    return running
        .out()
        .text()
        .lines()
        .map(line -> new RemoteProcess(Long.parseLong(line.substring(line.indexOf(' ') + 1))))
        .toList();
  }
}
