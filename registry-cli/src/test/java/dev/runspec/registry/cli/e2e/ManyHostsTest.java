package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Instance;
import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.e2e.Program.Running;
import dev.runspec.registry.cli.ssh.SshServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code run} on twenty hosts that are there, and some that refuse, hang, die in the middle or talk
 * binary.
 */
class ManyHostsTest {

  private static Estate estate;
  private static ServerSocket silent;
  private static Path configuration;

  private Path state;

  @BeforeAll
  static void start() throws IOException {
    estate = new Estate();
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    configuration =
        estate
            .hosts()
            .strangersConfig(
                "User " + estate.login().name(),
                "IdentityFile " + estate.hosts().key(),
                "Host refusing",
                "  Port " + SshServer.freePort(),
                "Host silent",
                "  Port " + silent.getLocalPort());
    for (int number = 1; number <= 20; number++) {
      offer(String.format("web-%02d", number), "greet", "echo hello; echo aside >&2");
    }
    offer("refusing", "greet", "echo hello");
    offer("silent", "greet", "echo hello");
  }

  @AfterAll
  static void stop() throws IOException {
    silent.close();
    estate.close();
  }

  /** Tests run in any order, and must not remember each other's runs. */
  @BeforeEach
  void forget() throws IOException {
    state = Files.createTempDirectory(estate.folder(), "state");
  }

  private static void offer(String host, String tool, String script) throws IOException {
    Path file = estate.script(tool + "-" + host, script + "\n");
    Entry.of(host, tool, file.toString()).registerIn(estate.registry(), tool + "-" + host);
  }

  @Test
  void eachLineHasItsHostAndTheTableComesBehind() throws Exception {
    Ended ended = run("greet", "--host", "web-01,web-02");

    assertThat(ended.code()).isZero();
    assertThat(ended.out().lines()).containsExactlyInAnyOrder("web-01: hello", "web-02: hello");
    assertThat(ended.err().lines())
        .contains("web-01: aside", "web-02: aside", "HOST    OUTCOME  EXIT  TIME")
        .anyMatch(line -> line.matches("web-02 {2}ok {7}0 {5}[0-9.]+ s"));
    assertThat(ended.err().lines().toList().get(5)).startsWith("2 ok in ");
  }

  @Test
  void whatTwentyHostsSayIsFoldedAndWhoWasNotReachedIsKeptApart() throws Exception {
    Ended ended = run("greet", "--all", "--fold", "--connect-timeout", "5s");

    assertThat(ended.code()).isEqualTo(255);
    assertThat(ended.out())
        .isEqualTo("---------------\nweb-[01-20] (20)\n---------------\nhello\n");
    assertThat(ended.err())
        .contains("aside\n", "refusing: refusing cannot be reached: ", "refused")
        .contains("silent: silent cannot be reached: ", "timed out")
        .contains("20 ok, 2 unreachable in ");
  }

  @Test
  void aCanaryThatCannotBeReachedSparesTheOthersAndARetryTakesThem() throws Exception {
    Ended first = run("greet", "--host", "refusing,web-03", "--canary", "1");

    assertThat(first.code()).isEqualTo(255);
    assertThat(first.out()).isEmpty();
    assertThat(first.err()).contains("1 unreachable, 1 skipped in ");

    Ended retried = run("greet", "--retry-failed", "-o", "jsonl");
    assertThat(retried.out().lines())
        .contains("{\"event\":\"stdout\",\"host\":\"web-03\",\"text\":\"hello\"}")
        .anyMatch(line -> line.startsWith("{\"event\":\"end\",\"host\":\"refusing\",\"outcome\":"))
        .last()
        .asString()
        .endsWith("\"outcomes\":{\"ok\":1,\"unreachable\":1}}");
    assertThat(run("other", "--retry-failed").err()).contains("no host has the tool other");
  }

  @Test
  void noMoreAreBegunOnceTooManyFailed() throws Exception {
    for (int number = 1; number <= 4; number++) {
      offer("app-" + number, "fail", "exit " + number);
    }
    Ended ended = run("fail", "--all", "--parallel", "1", "--max-fail", "1");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("2 failed, 2 skipped in ");
  }

  @Test
  void aHostThatDiesInTheMiddleIsLostAndTheOthersGoOn() throws Exception {
    Path heard = estate.folder().resolve("heard");
    String untilHeard = "until [ -e " + heard + " ]; do sleep 0.1; done; ";
    offer(
        "die-1",
        "die",
        "echo before; " + untilHeard + "kill -KILL $(ps -o ppid= -p $PPID); sleep 60");
    offer("die-2", "die", "echo fine");
    try (Running running = program().start("run", "die", "--all")) {
      running.out().await("die-1: before\n");
      Files.createFile(heard);
      Ended ended = running.ended();

      assertThat(ended.code()).isEqualTo(255);
      assertThat(ended.out().lines()).containsExactlyInAnyOrder("die-1: before", "die-2: fine");
      assertThat(ended.err())
          .contains("the connection to die-1 broke while the command ran")
          .contains("1 ok, 1 lost in ");
    }
  }

  @Test
  void binaryOutputReachesAProgramUnharmed() throws Exception {
    offer("bin-1", "talk", "printf '\\377\\000\\n\\033[31m'");
    Ended ended = run("talk", "--host", "bin-1", "-o", "jsonl");

    assertThat(ended.out().lines())
        .contains(
            "{\"event\":\"stdout\",\"host\":\"bin-1\",\"base64\":\"/wA=\"}",
            "{\"event\":\"stdout\",\"host\":\"bin-1\",\"text\":\"\\u001B[31m\",\"partial\":true}");
  }

  @Test
  void theRegistrySelectsAndOnlyWhatIsThereNow() throws Exception {
    offer("sel-1", "pick", "echo 1");
    offer("sel-2", "pick", "echo 2");
    offer("sel-3", "pick", "echo 3");
    Instance leaving =
        estate.registry().instances().stream()
            .filter(each -> each.host().value().equals("sel-3"))
            .findFirst()
            .orElseThrow();
    estate.registry().client().deregister(leaving.id());

    assertThat(run("pick", "--filter", "host != \"sel-1\"").out()).isEqualTo("sel-2: 2\n");
    assertThat(run("pick", "--all", "--dry-run", "--include-stale").out().lines())
        .hasSize(3)
        .allMatch(line -> line.matches("sel-(\\d): .*/pick-sel-\\1"));
    assertThat(run("pick", "--host", "sel-*", "-l", "no-such-label").err())
        .isEqualTo(
            "registry-cli: none of the hosts that have pick is meant; it is on sel-1, sel-2\n");
  }

  @Test
  void whatDoesNotGoTogetherIsSaid() throws Exception {
    assertThat(run("greet", "--all", "--host", "web-01"))
        .isEqualTo(
            new Ended(
                2,
                "",
                "registry-cli: --all is every host: leave --host, -l and --filter away, or --all;"
                    + " see registry-cli run --help\n"));
    assertThat(run("greet", "--all", "-i").code()).isEqualTo(2);
    assertThat(run("greet", "--all", "--parallel", "0").code()).isEqualTo(2);
    assertThat(run("greet", "--host", "nobody-*"))
        .isEqualTo(
            new Ended(
                125,
                "",
                "registry-cli: no host that has greet is called nobody-*; it is on refusing,"
                    + " silent, web-01, web-02, web-03, web-04, web-05, web-06, web-07, web-08 and"
                    + " 12 more\n"));
  }

  private Ended run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(Arrays.asList(arguments));
    return program().run(all.toArray(String[]::new));
  }

  private Program program() throws IOException {
    return estate.program(configuration).with("XDG_STATE_HOME", state.toString());
  }
}
