package dev.runspec.registry.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "deploy, deploy, true",
    "deploy, deploy2, false",
    "deploy, DEPLOY, false",
    "deploy*, deploy, true",
    "*deploy, re-deploy, true",
    "d*y, deploy, true",
    "d*y, deploys, false",
    "d?ploy, deploy, true",
    "d?ploy, dploy, false",
    "*a*b*, xxaxxbxx, true",
    "*a*b*, xxbxxaxx, false",
    "a.c, abc, false",
    "*, '', true",
    "?, '', false",
    "?, 😀, true",
    "*, 'a\nb', true",
  })
  void starsAndQuestionMarksStandForOthersAndAllElseForItself(
      String pattern, String text, boolean isMatch) {
    assertThat(new Glob(pattern).matches(text)).isEqualTo(isMatch);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "web-[0-9]", "{a,b}", "a\\*"})
  void whatOtherGlobsKnowIsRefused(String pattern) {
    assertThatThrownBy(() -> new Glob(pattern)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noPatternTakesLong() {
    Glob glob = new Glob("*a".repeat(50) + "b");

    Assertions.assertTimeout(
        Duration.ofSeconds(20), () -> assertThat(glob.matches("a".repeat(5_000))).isFalse());
  }
}
