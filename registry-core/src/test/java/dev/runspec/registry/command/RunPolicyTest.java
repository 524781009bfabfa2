package dev.runspec.registry.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.BecomeMethod;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunPolicyTest {

  private static final AllowedFlags BACKGROUND = new AllowedFlags(Set.of("-b"), Set.of("-C"));
  private static final RunPolicy STANDARD = RunPolicy.standard();

  @Test
  void flagsComeOnTopForTheirMethodAlone() {
    RunPolicy wider = STANDARD.withFlags(Map.of(BecomeMethod.SUDO, BACKGROUND));

    AllowedFlags sudo = wider.becomeMethods().getOrDefault(BecomeMethod.SUDO, AllowedFlags.NONE);
    assertThat(sudo.switches()).contains("-b", "-n");
    assertThat(sudo.withValue()).contains("-C", "-g");
    assertThat(wider.becomeMethods().get(BecomeMethod.DZDO))
        .isEqualTo(STANDARD.becomeMethods().get(BecomeMethod.DZDO));
  }

  @Test
  void flagsMakeNoMethodAllowed() {
    RunPolicy narrow = STANDARD.narrowedTo(Set.of(BecomeMethod.SU));

    assertThat(narrow.becomeMethods()).containsOnlyKeys(BecomeMethod.SU);
    assertThat(narrow.withFlags(Map.of(BecomeMethod.SUDO, BACKGROUND))).isEqualTo(narrow);
  }

  @Test
  void withinAnotherIsWhatBothAllow() {
    RunPolicy wider = STANDARD.withFlags(Map.of(BecomeMethod.SUDO, BACKGROUND));

    assertThat(wider.within(STANDARD)).isEqualTo(STANDARD);
    assertThat(STANDARD.within(wider)).isEqualTo(STANDARD);
    assertThat(STANDARD.within(STANDARD.narrowedTo(Set.of(BecomeMethod.SUDO))).becomeMethods())
        .containsOnlyKeys(BecomeMethod.SUDO);
  }
}
