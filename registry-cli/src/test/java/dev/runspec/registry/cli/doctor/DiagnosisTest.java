package dev.runspec.registry.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.doctor.Check.Level;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisTest {

  private static final Subject OWN = new Subject("/opt/own", "", "");
  private static final Subject SHOP = new Subject("/opt/shop", "shop", "sudo");

  private static List<Check> checks(List<Subject> subjects, String... lines) {
    String output = "Welcome!\nregistry-cli-doctor\nid 1000\nname me\n" + String.join("\n", lines);
    return new Diagnosis("web-01", new RemoteLook(subjects).read(output)).checks();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "may 0 0 | OK | allowed without a password",
        "may 0 1 sudo: a password is required | FAIL | sudo: a password is required",
        "may 0 1 | FAIL | sudo does not let me run /opt/shop",
        "may 0 1 sudo: unknown user shop | FAIL | there is no user shop",
        "may 0 127 sh: 1: sudo: not found | FAIL | there is no sudo",
        "may 0 1 sudo: /opt/shop: command not found | WARN | sudo finds no /opt/shop",
      })
  void whatSudoSaysIsTakenApart(String line, Level level, String detail) {
    Check check = checks(List.of(SHOP), line).get(0);

    assertThat(check.name()).isEqualTo("sudo to shop");
    assertThat(check.level()).isEqualTo(level);
    assertThat(check.detail()).isEqualTo(detail);
  }

  @Test
  void rulesThatMayAskForAPasswordAreAWarning() {
    Check check = checks(List.of(SHOP), "asks yes", "may 0 0", "there 0 0").get(0);

    assertThat(check.level()).isEqualTo(Level.WARN);
    assertThat(check.advice()).contains("me ALL=(shop) NOPASSWD: /opt/shop");
  }

  @Test
  void aProgramThatSudoFindsButNobodyCouldLookForIsThere() {
    assertThat(checks(List.of(SHOP), "may 0 0").get(1))
        .isEqualTo(Check.ok("web-01", "programs of shop", "1 is there"));
    assertThat(checks(List.of(SHOP), "may 0 0", "there 0 127").get(1).level())
        .isEqualTo(Level.FAIL);
    assertThat(checks(List.of(SHOP), "may 0 1").get(1).level()).isEqualTo(Level.WARN);
  }

  @Test
  void ofSeveralProgramsTheWorstIsTold() {
    Subject second = new Subject("/opt/second", "shop", "sudo");
    Subject third = new Subject("/opt/third", "shop", "sudo");

    List<Check> checks =
        checks(List.of(SHOP, second, third), "may 0 0", "may 1 1", "may 2 1", "there 0 0");

    assertThat(checks.get(0).detail())
        .isEqualTo("sudo does not let me run /opt/second (and so on for 1 more)");
  }

  @Test
  void aHostThatDoesNotAnswerTheScriptIsNotBelieved() {
    assertThat(new RemoteLook(List.of(OWN)).read("no shell for you\n").isWhole()).isFalse();
    assertThat(checks(List.of(OWN), "there", "there x", "may", "", "there 0").get(0).level())
        .isEqualTo(Level.WARN);
  }
}
