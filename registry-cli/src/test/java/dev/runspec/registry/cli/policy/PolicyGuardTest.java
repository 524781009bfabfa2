package dev.runspec.registry.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.BecomeMethod;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.run.Clearance;
import dev.runspec.registry.command.RunPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyGuardTest {

  private static final Attempts DEPLOY = Attempts.of("deploy", "web-01");

  @ParameterizedTest
  @CsvSource({
    // autonomy, somebody is there, --yes, what comes of it
    "autonomous, false, false, Cleared",
    "supervised, true, false, Cleared",
    "supervised, false, true, Cleared",
    "supervised, false, false, Refused",
    "confirm, true, false, NeedsConfirmation",
    "confirm, true, true, Cleared",
    "confirm, false, true, Cleared",
    "confirm, false, false, Refused",
    "'', false, false, Refused",
    "manual, true, false, NeedsConfirmation",
    "manual, true, true, NeedsConfirmation",
    "manual, false, true, Refused",
    "manual, false, false, Refused",
  })
  void anAgentNeedsPeopleAsMuchAsTheToolSays(
      String autonomy, boolean isSomebodyThere, boolean isAgreed, String expected) {
    PolicyGuard guard =
        new PolicyGuard(Policy.STANDARD, Caller.AGENTS, new Attendance(isSomebodyThere, isAgreed));

    Clearance clearance = guard.clear(DEPLOY.autonomy(autonomy).attempt(), RunPolicy.standard());

    assertThat(clearance.getClass().getSimpleName()).isEqualTo(expected);
  }

  @Test
  void whoIsNotAskedIsToldWhatWouldDo() {
    PolicyGuard guard =
        new PolicyGuard(Policy.STANDARD, Caller.AGENTS, new Attendance(false, false));

    assertThat(guard.clear(DEPLOY.autonomy("confirm").attempt(), RunPolicy.standard()))
        .isInstanceOfSatisfying(
            Clearance.Refused.class,
            refused ->
                assertThat(refused.refusal().message())
                    .isEqualTo(
                        "a run for agents: nobody is there to be asked, and the tool's autonomy is"
                            + " confirm; accepted: a terminal, or --yes"));
  }

  @Test
  void theQuestionIsTheSameForAllHosts() {
    PolicyGuard guard =
        new PolicyGuard(Policy.STANDARD, Caller.AGENTS, new Attendance(true, false));

    assertThat(
            List.of("web-01", "web-02").stream()
                .map(host -> Attempts.of("deploy", host).autonomy("manual").attempt())
                .map(attempt -> guard.clear(attempt, RunPolicy.standard())))
        .containsOnly(
            new Clearance.NeedsConfirmation(
                RunPolicy.standard(), "run deploy? the tool's autonomy is manual"));
  }

  @Test
  void whatNeedsASignatureIsRefusedWhereNobodyLooksForOne(@TempDir Path folder) {
    Policy policy = new PolicyPlace(folder).users("[[rules]]\nhosts = ['web-*']\nverify = true\n");
    PolicyGuard guard = new PolicyGuard(policy, Caller.PEOPLE, new Attendance(true, true));

    assertThat(guard.isSignatureNeeded(DEPLOY.attempt())).isTrue();
    assertThat(guard.clear(DEPLOY.attempt(), RunPolicy.standard()))
        .isInstanceOf(Clearance.Refused.class);
    assertThat(guard.witnessed().clear(DEPLOY.attempt(), RunPolicy.standard()))
        .isInstanceOf(Clearance.Cleared.class);
  }

  @Test
  void whatOthersLeftAllowedIsNotWidened() {
    RunPolicy narrow = RunPolicy.standard().narrowedTo(Set.of(BecomeMethod.SU));
    PolicyGuard guard =
        new PolicyGuard(Policy.STANDARD, Caller.PEOPLE, new Attendance(false, false));

    assertThat(guard.clear(DEPLOY.attempt(), narrow)).isEqualTo(Clearance.cleared(narrow));
  }

  @Test
  void whoCallsIsSaidByAnOptionOrAVariable() {
    assertThat(Caller.of(Map.of(), false)).isEqualTo(Caller.PEOPLE);
    assertThat(Caller.of(Map.of(), true)).isEqualTo(Caller.AGENTS);
    assertThat(Caller.of(Map.of("REGISTRY_CALLER", "agent"), false)).isEqualTo(Caller.AGENTS);
    assertThat(Caller.of(Map.of("REGISTRY_CALLER", "person"), true)).isEqualTo(Caller.AGENTS);
    assertThatThrownBy(() -> Caller.of(Map.of("REGISTRY_CALLER", "Agent"), false))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("expected agent or person");
  }
}
