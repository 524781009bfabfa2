package dev.runspec.registry.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.TimeLimit;
import dev.runspec.registry.cli.ssh.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small things around a run on several hosts. */
class RunValuesTest {

  @ParameterizedTest
  @CsvSource({
    "web-01, web-01, true",
    "web-01, web-02, false",
    "web-*, web-01, true",
    "web-*, web-, true",
    "*, anything, true",
    "*-01, db-web-01, true",
    "w?b-01, web-01, true",
    "w?b-01, wb-01, false",
    "web-*1*, web-012, true",
    "web-*1*, web-02, false",
    "a.b, axb, false",
    "web-[01-20].eu, web-07.eu, true",
    "web-[01-20].eu, web-21.eu, false",
    "web-[01-20].eu, web-7.eu, false",
    "web-[01-20].eu, web-.eu, false",
    "web-[8-12], web-10, true",
    "web-[8-12], web-08, false",
    "web-[8-12], web-99999999999, false",
  })
  void aPatternMeansNames(String pattern, String name, boolean isMeant) {
    assertThat(new HostPattern(pattern).matches(name)).isEqualTo(isMeant);
  }

  @Test
  void aPatternOfManyStarsTakesNoLongTime() {
    assertThat(new HostPattern("*a".repeat(200) + "b").matches("a".repeat(1000))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "web-01, web-01",
    "web-01 web-02 web-03, web-[01-03]",
    "web-01 web-03, 'web-01, web-03'",
    "web-9 web-10, 'web-10, web-9'",
    "web-01.example web-02.example db, 'db, web-[01-02].example'",
    "10.0.0.1 10.0.0.2, 10.0.0.[1-2]",
  })
  void hostsAreNamedInShort(String names, String expected) {
    assertThat(HostRanges.of(List.of(names.split(" ", -1)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"30s, PT30S", "5m, PT5M", "2h, PT2H", "500ms, PT0.5S", "7, PT7S"})
  void timesAreReadAsPeopleWriteThem(String text, Duration expected) {
    assertThat(TimeLimit.parse(text).duration()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0s", "-1s", "5 s", "1d", "s", "99999999999s"})
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> TimeLimit.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "101%", "1.5", "%", "x"})
  void whatIsNoLimitOfFailuresIsRefused(String text) {
    assertThatThrownBy(() -> FailureLimit.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theExitCodeIsTheHighestOfAllThatWereTried() {
    HostOutcome ok = outcome(new RunResult.Exited(0));
    HostOutcome three = outcome(new RunResult.Exited(3));
    HostOutcome lost = outcome(new RunResult.Lost("x"));
    HostOutcome late = outcome(new RunResult.TimedOut("x", Duration.ofSeconds(1)));
    HostOutcome skipped = HostOutcome.skipped(Words.host("x"), "since");
    HostOutcome refused = HostOutcome.refused(Words.host("x"), "since");

    assertThat(exit(ok, ok)).isZero();
    assertThat(exit(ok, three)).isEqualTo(3);
    assertThat(exit(ok, three, lost)).isEqualTo(255);
    assertThat(exit(late, three)).isEqualTo(124);
    assertThat(exit(three, skipped)).isEqualTo(3);
    assertThat(exit(ok, refused)).isEqualTo(125);
    assertThat(exit(skipped)).isEqualTo(125);
    assertThat(new Summary(List.of(lost, three, ok, ok), Duration.ofMillis(2345)).inWords())
        .isEqualTo("2 ok, 1 failed, 1 lost in 2.3 s");
  }

  @Test
  void aRunIsRememberedForItsOwnerAlone(@TempDir Path home) throws IOException {
    LastRun lastRun = LastRun.of(Map.of("XDG_STATE_HOME", home.toString()));
    assertThat(lastRun.read()).isEmpty();
    Summary summary =
        new Summary(
            List.of(
                HostOutcome.of(Words.host("a"), new RunResult.Exited(0), Duration.ZERO),
                HostOutcome.of(Words.host("b\"\n"), new RunResult.Exited(1), Duration.ZERO),
                HostOutcome.skipped(Words.host("c"), "since")),
            Duration.ZERO);
    RunRecord record = RunRecord.of(new ToolName("deploy"), Instant.EPOCH, summary);

    lastRun.write(record);

    assertThat(lastRun.read()).hasValue(record);
    assertThat(record.notOk()).containsExactly(Words.host("b\"\n"), Words.host("c"));
    Path file = home.resolve("runspec/last-run.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.write(file, "{\"tool\":\"x\"".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(lastRun::read)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void oneRefusalKeepsItFromAllUnlessItMayBeLeftOut() {
    List<Attempt> attempts =
        List.of(Words.attempt("a", "deploy"), Words.attempt("b", "-x"), Words.attempt("c", "ls"));

    assertThatThrownBy(() -> admission(false, new ArrayList<>()).of(attempts))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("refused to run deploy on b: command -x: it would be read")
        .hasMessageEndingWith("; nothing was run on any host (--skip-refused runs the other 2)");
    Admission.Admitted admitted = admission(true, new ArrayList<>()).of(attempts);
    assertThat(admitted.runs()).extracting(Prepared::host).hasSize(2);
    assertThat(admitted.refused()).extracting(HostOutcome::host).containsExactly(Words.host("b"));
  }

  @Test
  void theSameQuestionIsAskedOnceForAllHosts() {
    Guard asking = (attempt, before) -> new Clearance.NeedsConfirmation(before, "deploy?");
    List<String> asked = new ArrayList<>();
    Admission admission =
        new Admission(
            Preparation.guardedBy(List.of(asking)), question -> asked.add(question), false);

    admission.of(List.of(Words.attempt("a", "ls"), Words.attempt("b", "ls")));

    assertThat(asked).containsExactly("deploy? (2 hosts)");
    Admission nobody =
        new Admission(Preparation.guardedBy(List.of(asking)), question -> false, false);
    assertThatThrownBy(() -> nobody.of(List.of(Words.attempt("a", "ls"))))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("nothing was run, since nobody said yes: deploy?");
  }

  private static Admission admission(boolean isRefusedLeftOut, List<String> asked) {
    return new Admission(Preparation.standard(), asked::add, isRefusedLeftOut);
  }

  private static int exit(HostOutcome... outcomes) {
    return new Summary(List.of(outcomes), Duration.ZERO).exitCode();
  }

  private static HostOutcome outcome(RunResult result) {
    return HostOutcome.of(Words.host("x"), result, Duration.ofSeconds(1));
  }
}
