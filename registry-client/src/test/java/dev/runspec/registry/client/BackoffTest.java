package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final RandomGenerator LOWEST = () -> 0L;
  private static final RandomGenerator HIGHEST = () -> -1L;

  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  @Test
  void pausesDoubleUpToTheLongest() {
    assertThat(backoff.after(1, HIGHEST)).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.after(2, HIGHEST)).isEqualTo(Duration.ofSeconds(2));
    assertThat(backoff.after(5, HIGHEST)).isEqualTo(Duration.ofSeconds(16));
    assertThat(backoff.after(6, HIGHEST)).isEqualTo(Duration.ofSeconds(30));
    assertThat(backoff.after(Integer.MAX_VALUE, HIGHEST)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void chanceTakesAtMostHalfOfThem() {
    assertThat(backoff.after(6, LOWEST)).isEqualTo(Duration.ofSeconds(15));
  }
}
