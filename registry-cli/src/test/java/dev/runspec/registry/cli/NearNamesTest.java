package dev.runspec.registry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNamesTest {

  @ParameterizedTest
  @CsvSource({
    "deploy, deploy, 0",
    "deploy, Deploy, 0",
    "deploy, depoly, 1",
    "deploy, deplo, 1",
    "deploy, deeploy, 1",
    "deploy, deplox, 1",
    "deploy, backup, 6",
    "'', ab, 2"
  })
  void slipsAreCounted(String one, String other, int distance) {
    assertThat(NearNames.distance(one, other)).isEqualTo(distance);
    assertThat(NearNames.distance(other, one)).isEqualTo(distance);
  }

  @Test
  void theNearestComeFirstAndFarOnesNotAtAll() {
    assertThat(NearNames.of("depoly", List.of("backup", "deploys", "deploy", "deploy")))
        .containsExactly("deploy", "deploys");
  }

  @Test
  void withoutANearNameNothingIsAsked() {
    assertThat(NearNames.question("x", List.of("backup"))).isEmpty();
    assertThat(NearNames.question("depoly", List.of("deploy"))).isEqualTo("; did you mean deploy?");
  }
}
