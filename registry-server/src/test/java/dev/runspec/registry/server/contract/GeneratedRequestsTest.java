package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Thousands of requests made out of the OpenAPI document: each is answered as described there. A
 * story that fails is told again with {@code -Dgeneration.first=SEED -Dgeneration.seeds=1}.
 */
class GeneratedRequestsTest {

  private static final long FIRST = Long.getLong("generation.first", 1);
  private static final int SEEDS = Integer.getInteger("generation.seeds", 20);
  private static final int REQUESTS = Integer.getInteger("generation.requests", 100);

  @Test
  void everyAnswerIsAsDescribed() {
    int requests = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      try (GeneratedStory story = new GeneratedStory(seed)) {
        List<String> surprises = story.tell(REQUESTS);
        assertThat(surprises).as("seed %d", seed).isEmpty();
        requests += story.requests();
      }
    }
    assertThat(requests).isEqualTo(SEEDS * REQUESTS);
  }
}
