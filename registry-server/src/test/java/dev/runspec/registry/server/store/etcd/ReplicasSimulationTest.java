package dev.runspec.registry.server.store.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.simulation.Strands;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Replicas on one etcd in many worlds, each out of one number. One that fails does so again with
 * {@code -Dsimulation.first=SEED -Dsimulation.seeds=1}.
 */
class ReplicasSimulationTest {

  private static final long FIRST = Long.getLong("simulation.first", 1);
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 100);

  /** What goes wrong here is meant to; what must not is told by an error in the log. */
  private static final List<Logger> LOGS =
      Stream.of(Beats.class, EtcdStore.class, Follower.class, Mirror.class, Upkeep.class)
          .map(each -> Logger.getLogger(each.getName()))
          .toList();

  private static final Logger PULSE = Logger.getLogger(Pulse.class.getName());

  private int spoilt;

  @BeforeAll
  static void listen() {
    LOGS.forEach(log -> log.setFilter(ReplicasSimulationTest::isNotOurs));
    PULSE.setFilter(told -> Strands.running() == null);
  }

  @AfterAll
  static void listenNoMore() {
    LOGS.forEach(log -> log.setFilter(null));
    PULSE.setFilter(null);
  }

  private static boolean isNotOurs(LogRecord told) {
    Strands ours = Strands.running();
    if (ours == null) {
      return true;
    }
    if (told.getLevel().intValue() >= Level.SEVERE.intValue()
        && !(told.getThrown() instanceof Strands.Killed)) {
      ours.fail(new AssertionError("in the log: " + told.getMessage(), told.getThrown()));
    }
    return false;
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES) // strands hand over often: slow where all are busy
  void replicasKeepTheirPromisesInEveryWorld() {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      int unused = course(seed);
    }
    assertThat(spoilt).as("worlds without a verdict").isLessThanOrEqualTo(1 + SEEDS / 20);
  }

  @Test
  void aWorldTakesTheSameCourseAgain() {
    assertThat(course(FIRST)).isEqualTo(course(FIRST));
  }

  private int course(long seed) {
    try (ReplicasWorld world = new ReplicasWorld(seed)) {
      try {
        world.run();
      } catch (Judge.Spoilt e) {
        spoilt++;
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed " + seed + ": " + e.getMessage() + "\n" + world.history(), e);
      }
      return world.history().mark();
    }
  }
}
