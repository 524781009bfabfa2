package dev.runspec.registry.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.faults.Tally.Count;
import java.nio.file.Path;
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

  @Test
  @Timeout(300)
  void nothingThatBreaksLosesAWriteALifeOrAnAgreement() throws Exception {
    SoftAssertions all = new SoftAssertions();
    try (FaultRun run = FaultRun.start(folder, AGENTS, SEED)) {
      for (Fault fault : Fault.values()) {
        Round round = run.run(fault, fault.length());
        all.assertThat(round.violations()).as("%s, logs in %s", fault, folder).isEmpty();
        assertThat(LOAD).as("the load of %s", fault).allMatch(each -> round.numbers().of(each) > 0);
      }
    }
    all.assertAll();
  }
}
