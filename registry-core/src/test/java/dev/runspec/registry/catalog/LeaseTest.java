package dev.runspec.registry.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void leaseIsExpiredExactlyAtItsExpiry() {
    Lease lease = Lease.granted(NOON, Duration.ofSeconds(90));
    Instant end = NOON.plusSeconds(90);

    assertThat(lease.lastHeard()).isEqualTo(NOON);
    assertThat(lease.expiresAt()).isEqualTo(end);
    assertThat(lease.isExpired(end.minusNanos(1))).isFalse();
    assertThat(lease.isExpired(end)).isTrue();
    assertThat(lease.isExpired(end.plusNanos(1))).isTrue();
  }

  @Property
  void leaseIsExpiredWhenAsMuchTimePassedAsWasGranted(
      @ForAll @LongRange(min = 0, max = 259_200_000_000_000L) long granted,
      @ForAll @LongRange(min = 0, max = 600_000_000_000_000L) long passed) {
    Lease lease = Lease.granted(NOON, Duration.ofNanos(granted));

    assertThat(lease.isExpired(NOON.plusNanos(passed))).isEqualTo(passed >= granted);
  }

  @Test
  void leaseCannotEndBeforeItStarts() {
    assertThatThrownBy(() -> new Lease(NOON, NOON.minusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("before it was granted");
  }
}
