package dev.runspec.registry.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Execution;
import org.junit.jupiter.api.Test;

class RunHashTest {

  private static RunHash of(Execution execution) {
    return RunHash.of("ab", execution);
  }

  @Test
  void isWhatAnybodyCanComputeInAShell() {
    // printf '%s\0' ab /opt/deploy shop sudo -H | sha256sum
    assertThat(of(new Execution("/opt/deploy", "shop", "sudo", "-H")).value())
        .isEqualTo("run-35a0b54b3f3b8970d584d9165df1a8036f761ac3a1eb5fd937f268fb3b7116e7");
  }

  @Test
  void whatGoesWithoutSayingMakesNoDifference() {
    assertThat(of(new Execution("x", "shop", null, null)))
        .isEqualTo(of(new Execution("x", "shop", "sudo", "")));
    assertThat(of(new Execution("x", null, null, null)))
        .isEqualTo(of(new Execution("x", "", "su", "-l")));
  }

  @Test
  void everythingElseDoes() {
    Execution one = new Execution("x", "shop", "sudo", "-H");

    assertThat(of(one))
        .isNotEqualTo(RunHash.of("ac", one))
        .isNotEqualTo(of(new Execution("y", "shop", "sudo", "-H")))
        .isNotEqualTo(of(new Execution("x", "root", "sudo", "-H")))
        .isNotEqualTo(of(new Execution("x", "shop", "dzdo", "-H")))
        .isNotEqualTo(of(new Execution("x", "shop", "sudo", "-n")))
        .isNotEqualTo(of(new Execution("x", null, null, null)));
  }
}
