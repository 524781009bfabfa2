package dev.runspec.registry.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalSizeTest {

  @Test
  void isWhatSttySays() {
    assertThat(TerminalSize.parsed("40 120\n")).isEqualTo(new TerminalSize(40, 120));
  }

  @Test
  void isTheUsualOneWhereNobodyKnows() {
    TerminalSize usual = new TerminalSize(24, 80);

    assertThat(TerminalSize.parsed("0 0\n")).isEqualTo(usual);
    assertThat(TerminalSize.parsed("")).isEqualTo(usual);
    assertThat(TerminalSize.parsed("stty: no")).isEqualTo(usual);
  }

  @Test
  void isNeverTooSmallToShowAnything() {
    assertThat(TerminalSize.parsed("1 1")).isEqualTo(new TerminalSize(2, 20));
  }
}
