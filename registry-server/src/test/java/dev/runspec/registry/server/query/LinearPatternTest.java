package dev.runspec.registry.server.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {

  private static boolean isFound(String pattern, String text) {
    return LinearPattern.of(pattern).isFoundIn(text, Things.plenty());
  }

  @Test
  void aPatternIsFoundAnywhere() {
    assertThat(isFound("eb-[0-9]", "web-01")).isTrue();
    assertThat(isFound("^eb", "web-01")).isFalse();
    assertThat(isFound("(?i)WEB", "web-01")).isTrue();
    assertThat(isFound("", "")).isTrue();
    assertThat(isFound("^\\pL🚀$", "ü🚀")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "a**", "(?=a)", "(?<!a)", "\\1", "a{1001}", "\\", "(?P<n>"})
  void whatIsNoPatternOfRe2IsRefused(String pattern) {
    assertThatThrownBy(() -> LinearPattern.of(pattern))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a-z0-9-]{1,63}",
        "^.{400}$",
        "(a{2,3}){4}",
        "\\x{1000}",
        "\\x{10FFFF}",
        "\\{1000}",
        "a{,1000}",
        "{1000x}",
        "a{1000"
      })
  void modestCountsAreFine(String pattern) {
    assertThat(LinearPattern.of(pattern)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a{1000}{1000}",
        "((a{100}){100}){100}",
        "(a{1,99}){0,99}",
        "(a{99,}){99,}",
        "(?:(?:a{50}){50}){50}",
        "\\\\x{1000}{9}",
        "\\Qa\\\\E{1000}{1000}",
        "[{]{1000}{9}"
      })
  void countsThatBlowUpAreRefusedBeforeTheyDo(String pattern) {
    assertThatThrownBy(() -> LinearPattern.of(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("whose counts repeat too much; * and + take any number");
  }

  @Test
  void aPatternHasAtMost500Characters() {
    assertThat(LinearPattern.of("x".repeat(500))).isNotNull();
    assertThatThrownBy(() -> LinearPattern.of("x".repeat(501)))
        .hasMessage("longer than 500 characters: 501");
  }

  /** What makes others run for centuries, or out of stack. */
  @Test
  void noPatternTakesLongerThanItsSizeTimesTheText() {
    String text = "a".repeat(5000) + "!";
    for (String pattern :
        List.of(
            "^(a+)+$",
            "^(a|aa)+$",
            "^(a|a?)+$",
            "(.*)*x",
            "(x+x+)+y",
            "a?".repeat(20) + "a".repeat(20) + "b",
            "(".repeat(249) + "b" + ")".repeat(249),
            "^" + "(?:".repeat(90) + "b" + ")*".repeat(90) + "$",
            "(ab?){0,300}b")) {
      assertThat(isFound(pattern, text)).as(pattern).isFalse();
    }
  }

  @Test
  void aTextIsPaidForBeforeItIsLookedAt() {
    LinearPattern pattern = LinearPattern.of("a{400}b");
    Work work = new Work(100_000);

    assertThat(pattern.isFoundIn("a".repeat(100), work)).isFalse();
    assertThatThrownBy(() -> pattern.isFoundIn("a".repeat(1 << 20), work))
        .isInstanceOf(Work.UsedUp.class);
  }
}
