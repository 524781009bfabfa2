package dev.runspec.registry.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.faults.Tally.Count;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The short form of {@code bin/soak}. Nothing else runs beside it: it is about time. */
@Isolated
class FaultsTest {

  private static final int AGENTS = 210;
  private static final long SEED = 20260104;

  private static final List<Count> LOAD =
      List.of(Count.WRITES, Count.BEATS, Count.LOOKUPS, Count.EVENTS);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  /** How long nothing may have run here where something is said about time. */
  private static final Duration STILL = Duration.ofMillis(500);

  @Test
  @Timeout(600)
  void nothingThatBreaksLosesAWriteALifeOrAnAgreement() throws Exception {
    SoftAssertions all = new SoftAssertions();
    try (Standstill machine = Standstill.watch();
        FaultRun run = FaultRun.start(folder, AGENTS, SEED)) {
      for (Fault fault : Fault.values()) {
        Round round = round(run, fault, machine, 3);
        all.assertThat(round.violations()).as("%s, logs in %s", fault, folder).isEmpty();
        assertThat(LOAD).as("the load of %s", fault).allMatch(each -> round.numbers().of(each) > 0);
      }
    }
    all.assertAll();
  }

  /** One round; another one if something took too long in it while this machine stood still. */
  private static Round round(FaultRun run, Fault fault, Standstill machine, int most)
      throws Exception {
    Duration unused = machine.take();
    Round round = run.run(fault, fault.length());
    boolean isExcused = round.isOnlyLate() && machine.take().compareTo(STILL) > 0;
    return isExcused && most > 1 ? round(run, fault, machine, most - 1) : round;
  }
}
