package dev.runspec.registry.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.BecomeMethod;
import dev.runspec.registry.Execution;
import dev.runspec.registry.HostName;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.command.AllowedFlags;
import dev.runspec.registry.command.Refusal;
import dev.runspec.registry.command.RunPolicy;
import dev.runspec.registry.command.SshDestination;
import dev.runspec.registry.command.SshOverrides;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Guards are asked in order, and what they say decides. */
class PreparationTest {

  private static final RunPolicy NOBODY_ELSE = new RunPolicy(Map.of());

  @Test
  void withoutGuardsTheStandardPolicyDecides() {
    Readiness readiness = Preparation.standard().of(attempt("/opt/deploy", "shop", "-v"));

    assertThat(readiness)
        .isInstanceOfSatisfying(
            Readiness.Ready.class,
            ready -> {
              assertThat(ready.run().command().shell()).isEqualTo("sudo -u shop /opt/deploy -v");
              assertThat(ready.run().destination())
                  .isEqualTo(new SshDestination("web-01", null, "me"));
              assertThat(ready.run().host()).isEqualTo(new HostName("web-01"));
            });
    assertThat(Preparation.standard().of(attempt("-rf", "shop")))
        .isInstanceOfSatisfying(
            Readiness.Refused.class,
            refused ->
                assertThat(refused.message())
                    .startsWith("refused to run deploy: command -rf: it would be read as an"));
  }

  @Test
  void aGuardNarrowsWhatTheNextOneGetsAndNotesAreKept() {
    Guard narrowing =
        (attempt, before) -> new Clearance.Cleared(NOBODY_ELSE, List.of("by policy.toml"));
    Guard seeing =
        (attempt, before) -> new Clearance.Cleared(before, List.of(before.becomeMethods() + ""));

    assertThat(Preparation.guardedBy(List.of(narrowing, seeing)).of(attempt("ls", "shop")))
        .isInstanceOf(Readiness.Refused.class);
    assertThat(Preparation.guardedBy(List.of(narrowing, seeing)).of(attempt("ls", "")))
        .isInstanceOfSatisfying(
            Readiness.Ready.class,
            ready -> assertThat(ready.run().notes()).containsExactly("by policy.toml", "{}"));
  }

  @Test
  void aGuardMayWidenToo() {
    RunPolicy wide =
        new RunPolicy(Map.of(BecomeMethod.SUDO, new AllowedFlags(Set.of("-b"), Set.of())));
    Execution odd = new Execution("ls", "shop", "sudo", "-b");

    assertThat(Preparation.standard().of(attempt(odd))).isInstanceOf(Readiness.Refused.class);
    assertThat(
            Preparation.guardedBy(List.of((attempt, before) -> Clearance.cleared(wide)))
                .of(attempt(odd)))
        .isInstanceOf(Readiness.Ready.class);
  }

  @Test
  void theFirstRefusalEndsIt() {
    Guard refusing = (attempt, before) -> Clearance.refused("web-01", "not on Fridays", "Mondays");
    Guard failing =
        (attempt, before) -> {
          throw new AssertionError("asked after a refusal");
        };

    assertThat(Preparation.guardedBy(List.of(refusing, failing)).of(attempt("ls", "")))
        .isInstanceOfSatisfying(
            Readiness.Refused.class,
            refused -> {
              assertThat(refused.refusal())
                  .isEqualTo(new Refusal("web-01", "not on Fridays", "Mondays"));
              assertThat(refused.messageWithHost())
                  .isEqualTo(
                      "refused to run deploy on web-01: web-01: not on Fridays; accepted: Mondays");
            });
  }

  @Test
  void questionsAreCollectedUnlessTheRunIsRefusedAnyway() {
    Guard asking = (attempt, before) -> new Clearance.NeedsConfirmation(before, "really?");

    assertThat(Preparation.guardedBy(List.of(asking, asking)).of(attempt("ls", "")))
        .isInstanceOfSatisfying(
            Readiness.Unconfirmed.class,
            unconfirmed ->
                assertThat(unconfirmed.questions()).containsExactly("really?", "really?"));
    assertThat(Preparation.guardedBy(List.of(asking)).of(attempt("a\nb", "")))
        .isInstanceOf(Readiness.Refused.class);
  }

  private static Attempt attempt(String command, String runAs, String... arguments) {
    return attempt(new Execution(command, runAs, null, null), arguments);
  }

  private static Attempt attempt(Execution execution, String... arguments) {
    ToolHost place =
        new ToolHost(new HostName("web-01"), execution, "id", "shop", "1", Map.of(), null, "abc");
    ToolGroup group =
        new ToolGroup(
            new ToolName("deploy"),
            "",
            JsonDocument.EMPTY_OBJECT,
            List.of(place),
            List.of(),
            Map.of());
    return new Attempt(group, place, List.of(arguments), new SshOverrides("me", null));
  }
}
