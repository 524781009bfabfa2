package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A replica that is cut off from its store goes on answering, and says how old its answers are. */
class CutOffContractTest {

  @Test
  void everyReadSaysHowOldItMayBe() {
    try (FailingRegistry registry = FailingRegistry.cutOff()) {
      for (String path :
          List.of("/tools", "/tools/t", "/tools/unknown", "/hosts", "/instances", "/instances/i")) {
        Reply reply = registry.ask("GET " + path, "", "");

        assertThat(reply.status()).isEqualTo(path.endsWith("unknown") ? 404 : 200);
        assertThat(reply.header("Age")).as(path).contains("30");
        assertThat(reply.header("Warning"))
            .contains("110 - \"this replica has been cut off from its store\"");
      }
    }
  }

  @Test
  void othersShouldBeAskedInsteadAndItIsStillThere() {
    try (FailingRegistry registry = FailingRegistry.cutOff()) {
      Reply ready = registry.ask("GET /health/ready", "", "");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.body()).contains("\"status\":\"degraded\"", "cut off from its store");
      assertThat(registry.ask("GET /health", "", "").status()).isEqualTo(200);
      assertThat(registry.ask("GET /health/live", "", "").status()).isEqualTo(200);
    }
  }
}
