package dev.runspec.registry.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of worlds, each out of one number. One that fails does so again with {@code
 * -Dsimulation.first=SEED -Dsimulation.seeds=1}.
 */
class SimulationTest {

  private static final long FIRST = Long.getLong("simulation.first", 1);
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 1500);

  /** What goes wrong here is meant to. */
  private static final Logger LOG = Logger.getLogger("dev.runspec.registry.engine");

  @BeforeAll
  static void beQuiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void speakAgain() {
    LOG.setLevel(null);
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void theRegistryKeepsItsPromisesInEveryWorld() {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      int unused = course(seed);
    }
  }

  @Test
  void aWorldTakesTheSameCourseAgain() {
    assertThat(course(FIRST)).isEqualTo(course(FIRST));
  }

  private static int course(long seed) {
    try (World world = new World(seed)) {
      try {
        world.run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed " + seed + ": " + e.getMessage() + "\n" + world.history(), e);
      }
      return world.history().mark();
    }
  }
}
