package dev.runspec.registry.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.server.http.Handler;
import dev.runspec.registry.server.http.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CoreRefusalsTest {

  @Test
  void aStoreThatTakesNoWritesIsSaidWithATimeToTryAgain() {
    Handler failing =
        CoreRefusals.told(
            call -> {
              throw new StoreUnavailable("the disk is full");
            });
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> failing.handle(null))
        .satisfies(
            refusal -> {
              assertThat(refusal.code())
                  .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
              assertThat(refusal.retryAfter())
                  .contains(Duration.ofSeconds(5));
              assertThat(refusal.detail())
                  .contains("Nothing was changed", "the disk is full");
            });
  }
}
