package dev.runspec.registry.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.BecomeMethod;
import dev.runspec.registry.Execution;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteCommandTest {

  @TestFactory
  Stream<DynamicTest> buildsWhatTheOriginalBuildsOrRefusesARunAsThatIsNoName() throws IOException {
    List<RecordedCommands.Recorded> all = RecordedCommands.all();
    assertThat(all).hasSize(60);
    return all.stream()
        .map(
            recorded ->
                DynamicTest.dynamicTest(recorded.expected(), () -> matchesRecording(recorded)));
  }

  private static void matchesRecording(RecordedCommands.Recorded recorded) {
    Verdict<RemoteCommand> verdict = build(recorded.execution(), recorded.args());
    if ("a b".equals(recorded.execution().runAs())) {
      assertThat(Verdicts.refusal(verdict).refused()).isEqualTo("run-as a b");
    } else {
      assertThat(Verdicts.value(verdict).shell()).isEqualTo(recorded.expected());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sudo, -Hn, sudo -H -n -u oracle id",
    "sudo, '  -H   -n ', sudo -H -n -u oracle id",
    "sudo, -E -i -P -k -g dba -p pass: -r r -t t -T 5 -D /srv, "
        + "sudo -E -i -P -k -g dba -p pass: -r r -t t -T 5 -D /srv -u oracle id",
    "su, - -m -p -P -s /bin/sh -g dba -G ops, su - -m -p -P -s /bin/sh -g dba -G ops -c id oracle",
    "su, -lm, su -l -m -c id oracle",
    "dzdo, -H, dzdo -H -u oracle id",
    "pbrun, '', pbrun -u oracle id"
  })
  void flagsOnTheListArePassedOnOneByOne(String method, String flags, String expected) {
    Verdict<RemoteCommand> verdict = build(new Execution("id", "oracle", method, flags), List.of());

    assertThat(Verdicts.value(verdict).shell()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "sudo, -H; touch x",
    "sudo, -H;",
    "sudo, $(id)",
    "sudo, `id`",
    "sudo, -u root",
    "sudo, -uroot",
    "sudo, -s",
    "sudo, -b",
    "sudo, -Hs",
    "sudo, -Hu",
    "sudo, --user=root",
    "sudo, --",
    "sudo, -g",
    "sudo, -g -u",
    "sudo, -g $(id)",
    "sudo, -g 'a''b'",
    "sudo, -gdba",
    "sudo, id",
    "sudo, A=b",
    "su, -c id",
    "su, --command=id",
    "su, root",
    "su, -s '/bin/sh -c'",
    "dzdo, -s",
    "dzdo, -D /srv",
    "pbrun, -H"
  })
  void flagsOffTheListAreRefusedWithWhatTheMethodTakes(String method, String flags) {
    Refusal refusal =
        Verdicts.refusal(build(new Execution("id", "oracle", method, flags), List.of()));

    assertThat(refusal.refused()).startsWith("flags for " + method + ": ");
    assertThat(refusal.accepted()).startsWith(method + " takes ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-H\n-n", "-H\t-n", "-H\u001b", "-H\u0000", "-H\u0085"})
  void controlCharactersInFlagsAreRefused(String flags) {
    Refusal refusal =
        Verdicts.refusal(build(new Execution("id", "oracle", "sudo", flags), List.of()));

    assertThat(refusal.why()).contains("control characters");
    assertThat(refusal.message().chars()).noneMatch(Character::isISOControl);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-l", "-", "a b", "a;id", "$(id)", "$", "1a", "a\nb", "a\n", "ü", "#0", "a$b", " "
      })
  void aRunAsThatIsNoUserNameIsRefused(String runAs) {
    Refusal refusal = Verdicts.refusal(build(new Execution("id", runAs, "sudo", null), List.of()));

    assertThat(refusal.refused()).startsWith("run-as ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"oracle", "_x", "a.b-c_1", "HOST$"})
  void aRunAsThatIsAUserNameIsTaken(String runAs) {
    Verdict<RemoteCommand> verdict = build(new Execution("id", runAs, null, null), List.of());

    assertThat(Verdicts.value(verdict).shell())
        .isEqualTo("sudo -u " + ShellQuote.quote(runAs) + " id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"doas", "SUDO", "", "sudo ", "sudo -i", "/usr/bin/sudo", "sudo\n"})
  void anUnknownMethodIsRefusedWithTheKnownOnes(String method) {
    Refusal refusal =
        Verdicts.refusal(build(new Execution("id", "oracle", method, null), List.of()));

    assertThat(refusal.refused()).startsWith("become method");
    assertThat(refusal.accepted()).isEqualTo("sudo, su, pbrun, dzdo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-oProxyCommand=x",
        "-",
        "a\nb",
        "a\rb",
        "a\tb",
        "a\u0000b",
        "a\u007fb",
        "a\u009bb",
        "half \ud800",
        "LD_PRELOAD=/x.so",
        "./a=b"
      })
  void aCommandThatCouldBeReadAsSomethingElseIsRefused(String command) {
    Refusal refusal = Verdicts.refusal(build(new Execution(command, null, null, null), List.of()));

    assertThat(refusal.refused()).startsWith("command ");
    assertThat(refusal.message().chars()).noneMatch(Character::isISOControl);
  }

  @Test
  void aToolWithoutACommandIsRefused() {
    assertThat(Verdicts.refusal(build(Execution.UNSAID, List.of())).why())
        .contains("agent of this tool names none");
    assertThat(Verdicts.refusal(build(new Execution("", "a", null, null), List.of())).refused())
        .isEqualTo("command");
  }

  @Test
  void aHostileCommandIsOneHarmlessWord() {
    Execution execution = new Execution("/bin/x; touch y", "oracle", "su", null);

    assertThat(Verdicts.value(build(execution, List.of("$(id)"))).shell())
        .isEqualTo("su -c ''\"'\"'/bin/x; touch y'\"'\"' '\"'\"'$(id)'\"'\"'' oracle");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "\udc00", "x\ud83d"})
  void anArgumentThatNoProgramCanGetIsRefusedByItsPlace(String arg) {
    Execution execution = new Execution("id", null, null, null);

    assertThat(Verdicts.refusal(build(execution, List.of("fine", arg))).refused())
        .isEqualTo("argument 2");
  }

  @Test
  void withoutARunAsMethodAndFlagsDoNothing() {
    for (@Nullable String nobody : new String[] {null, ""}) {
      Execution execution = new Execution("id", nobody, "doas", "-H; touch x");

      assertThat(Verdicts.value(build(execution, List.of())).shell()).isEqualTo("id");
    }
  }

  @Test
  void knowsWhatRunsItAsSomebodyElse() {
    assertThat(Verdicts.value(build(new Execution("id", "", "su", null), List.of())).becomeMethod())
        .isEmpty();
    assertThat(
            Verdicts.value(build(new Execution("id", "a", "su", null), List.of())).becomeMethod())
        .contains(BecomeMethod.SU);
  }

  @Test
  void theCallersPolicyDecidesWhichMethodsAndFlagsThereAre() {
    RunPolicy policy =
        new RunPolicy(
            Map.of(BecomeMethod.SUDO, new AllowedFlags(Set.of("-b"), Set.of("--chroot"))));

    Verdict<RemoteCommand> asked =
        RemoteCommand.of(new Execution("id", "a", "sudo", "-b --chroot /x"), List.of(), policy);
    Verdict<RemoteCommand> otherMethod =
        RemoteCommand.of(new Execution("id", "a", "su", null), List.of(), policy);
    Verdict<RemoteCommand> otherFlag =
        RemoteCommand.of(new Execution("id", "a", "sudo", "-H"), List.of(), policy);

    assertThat(Verdicts.value(asked).shell()).isEqualTo("sudo -b --chroot /x -u a id");
    assertThat(Verdicts.refusal(otherMethod).accepted()).isEqualTo("sudo");
    assertThat(Verdicts.refusal(otherFlag).accepted())
        .isEqualTo("sudo takes -b, and --chroot each followed by a plain value");
  }

  @Test
  void aRefusalIsPrintableAndSaysWhatWouldDo() {
    Refusal refusal = new Refusal("host a\u001b[2J\u202e\nb", "why", "more");

    assertThat(refusal.message()).isEqualTo("host a\\u001b[2J\\u202e\\u000ab: why; accepted: more");
    assertThat(new Refusal("x".repeat(500), "why", "more").refused()).hasSize(121).endsWith("…");
  }

  private static Verdict<RemoteCommand> build(Execution execution, List<String> args) {
    return RemoteCommand.of(execution, args, RunPolicy.standard());
  }
}
