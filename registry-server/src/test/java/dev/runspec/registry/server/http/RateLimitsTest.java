package dev.runspec.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.server.observe.Metrics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Metrics metrics = new Metrics();
  private final RateLimits limits = RateLimits.of(2, 3, nanos::get, metrics);

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private boolean passes(String address) {
    try {
      limits.check(address(address));
      return true;
    } catch (Refusal refusal) {
      return false;
    }
  }

  @Test
  void burstPassesAndThenOneForEveryTokenThatComes() {
    for (int round = 0; round < 3; round++) {
      assertThat(passes("192.0.2.1")).isTrue();
    }
    assertThat(passes("192.0.2.1")).isFalse();
    nanos.addAndGet(499_999_999);
    assertThat(passes("192.0.2.1")).isFalse();
    nanos.addAndGet(1);
    assertThat(passes("192.0.2.1")).isTrue();
    assertThat(passes("192.0.2.1")).isFalse();
  }

  @Test
  void idleTimeIsNeverWorthMoreThanTheBurst() {
    assertThat(passes("192.0.2.1")).isTrue();
    nanos.addAndGet(Duration.ofDays(1).toNanos());
    for (int round = 0; round < 3; round++) {
      assertThat(passes("192.0.2.1")).isTrue();
    }
    assertThat(passes("192.0.2.1")).isFalse();
  }

  @Test
  void refusalSaysWhenToComeBackAndIsCounted() {
    for (int round = 0; round < 3; round++) {
      assertThat(passes("192.0.2.1")).isTrue();
    }
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> limits.check(address("192.0.2.1")));
    assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(refusal.retryAfter()).contains(Duration.ofMillis(500));
    assertThat(new String(metrics.exposition(), StandardCharsets.UTF_8))
        .contains("registry_limits_hit_total{limit=\"rate\"} 1\n");
  }

  @Test
  void everyAddressHasItsOwnBucketAndIpv6OneForEachNetwork() {
    for (int round = 0; round < 3; round++) {
      assertThat(passes("192.0.2.1")).isTrue();
      assertThat(passes("2001:db8:0:1::" + (round + 1))).isTrue();
    }
    assertThat(passes("192.0.2.1")).isFalse();
    assertThat(passes("192.0.2.2")).isTrue();
    assertThat(passes("2001:db8:0:1:ffff::")).isFalse();
    assertThat(passes("2001:db8:0:2::1")).isTrue();
  }

  @Test
  void offIsOff() {
    RateLimits off = RateLimits.off(metrics);
    assertThatCode(
            () -> {
              for (int round = 0; round < 100_000; round++) {
                off.check(address("192.0.2.1"));
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void limitedCallerHearsItOnTheWireAndKeepsTheConnection() {
    try (Demo demo = new Demo(builder -> builder.rates(RateLimits.of(1, 1, () -> 0, metrics)));
        Wire wire = demo.connect()) {
      assertThat(wire.send("GET /health HTTP/1.1\nHost: localhost\n\n").reply().status())
          .isEqualTo(200);
      Wire.Reply reply = wire.send("GET /health HTTP/1.1\nHost: localhost\n\n").reply();
      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.header("retry-after")).contains("1");
      assertThat(reply.body()).contains("\"code\":\"rate-limited\"");
      assertThat(wire.send("GET /health HTTP/1.1\nHost: localhost\n\n").reply().status())
          .isEqualTo(429);
    }
  }
}
