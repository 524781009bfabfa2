package dev.runspec.registry.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.Tool;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Clearance;
import dev.runspec.registry.command.RunHash;
import dev.runspec.registry.command.RunPolicy;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinGuardTest {

  private static final Tool TOOL =
      Tool.builder("deploy").description("Deploys").command("/opt/deploy").runAs("shop").build();
  private static final Attempt ATTEMPT = attempt(TOOL);

  private static Attempt attempt(Tool tool) {
    return Attempts.of("deploy", "web-01")
        .command("" + tool.execution().command())
        .as("" + tool.execution().runAs(), null, null)
        .attempt();
  }

  private static Clearance clear(String pin, Attempt attempt, Tool published) {
    return new PinGuard(new Pin(pin), asked -> Optional.of(published))
        .clear(attempt, RunPolicy.standard());
  }

  private static String runHash(Tool tool) {
    return RunHash.of(tool.definition().hash(), tool.execution()).value();
  }

  @Test
  void aToolThatIsAsItWasIsCleared() {
    assertThat(clear(TOOL.definition().hash(), ATTEMPT, TOOL))
        .isEqualTo(Clearance.cleared(RunPolicy.standard()));
    assertThat(clear(runHash(TOOL), ATTEMPT, TOOL))
        .isEqualTo(Clearance.cleared(RunPolicy.standard()));
  }

  @Test
  void anotherDefinitionIsRefusedWithBothHashes() {
    Tool other =
        Tool.builder("deploy").description("Evil").command("/opt/deploy").runAs("shop").build();

    assertThat(clear(TOOL.definition().hash(), ATTEMPT, other))
        .isInstanceOfSatisfying(
            Clearance.Refused.class,
            refused ->
                assertThat(refused.refusal().message())
                    .isEqualTo(
                        "tool deploy on web-01: it is not as it was, its hash is "
                            + other.definition().hash()
                            + "; accepted: "
                            + TOOL.definition().hash()));
  }

  @Test
  void anotherWayOfRunningItIsSeenByTheRunHashAlone() {
    Tool other =
        Tool.builder("deploy").description("Deploys").command("/opt/evil").runAs("shop").build();

    assertThat(clear(TOOL.definition().hash(), attempt(other), other))
        .isInstanceOf(Clearance.Cleared.class);
    assertThat(clear(runHash(TOOL), attempt(other), other)).isInstanceOf(Clearance.Refused.class);
  }

  /** The list of tools says one thing, the instance another: a hash of one is none of the other. */
  @Test
  void aRegistryThatSaysTwoThingsIsRefused() {
    Tool shown =
        Tool.builder("deploy").description("Deploys").command("/opt/evil").runAs("shop").build();

    assertThat(clear(runHash(TOOL), attempt(shown), TOOL))
        .isInstanceOfSatisfying(
            Clearance.Refused.class,
            refused -> assertThat(refused.refusal().why()).contains("says two things"));
    assertThat(
            new PinGuard(new Pin(runHash(TOOL)), asked -> Optional.empty())
                .clear(ATTEMPT, RunPolicy.standard()))
        .isInstanceOf(Clearance.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "run-", "sha256:00", "run-zz"})
  void whatIsNoHashIsNoPin(String text) {
    assertThatThrownBy(() -> new Pin(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no hash that explain prints");
  }

  @Test
  void capitalsMakeNoDifference() {
    assertThat(new Pin(TOOL.definition().hash().toUpperCase(Locale.ROOT)).hash())
        .isEqualTo(TOOL.definition().hash());
  }
}
