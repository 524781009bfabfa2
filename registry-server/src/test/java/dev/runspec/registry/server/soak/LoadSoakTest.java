package dev.runspec.registry.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.soak.Life.Ending;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code bin/soak load}: too short to see growth, long enough for the rest. */
class LoadSoakTest {

  private static final long SEED = 20261129;

  private static final List<String> KINDS =
      List.of("beat", "register", "selection", "stream of events", "offence", "model");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  @Timeout(300)
  void everythingAtOnceLosesAndLeavesNothing() throws Exception {
    try (LoadRun run = new LoadRun(folder, Duration.ZERO, 24, SEED, unused -> {})) {
      run.live(Duration.ofMillis(1500), Duration.ofMillis(1500), Ending.KILL);
      do { // on a busy machine some are not answered in a life
        run.live(Duration.ofMillis(1500), Duration.ofMillis(1500), Ending.TERM);
      } while (!run.findings().answers().keySet().containsAll(KINDS));
      run.finish();
      assertThat(run.findings().violations()).isEmpty();
    }
  }
}
