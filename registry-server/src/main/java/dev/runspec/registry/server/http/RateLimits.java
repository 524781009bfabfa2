package dev.runspec.registry.server.http;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.server.observe.LimitKind;
import dev.runspec.registry.server.observe.Metrics;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How often one address may ask. Generous: behind one address a thousand agents may restart at
 * once.
 */
public final class RateLimits {

  /** Requests that an address may save up unless configured. */
  public static final int DEFAULT_BURST = 10_000;

  /** Requests a second that an address may make unless configured. */
  public static final int DEFAULT_PER_SECOND = 2_000;

  private final @Nullable Buckets buckets;
  private final Metrics metrics;

  private RateLimits(@Nullable Buckets buckets, Metrics metrics) {
    this.buckets = buckets;
    this.metrics = metrics;
  }

  /** Limits of this rate, measured on {@code nanos}. */
  public static RateLimits of(int perSecond, int burst, LongSupplier nanos, Metrics metrics) {
    TokenBucket.Rate rate = new TokenBucket.Rate(perSecond, Duration.ofSeconds(1), burst);
    return new RateLimits(new Buckets(rate, nanos), metrics);
  }

  /** No limits, for load tests. */
  public static RateLimits off(Metrics metrics) {
    return new RateLimits(null, metrics);
  }

  /** Lets one request of this address through, or refuses it. */
  void check(InetAddress address) {
    if (buckets == null) {
      return;
    }
    Duration wait = buckets.of(address).take(buckets.now());
    if (!wait.isZero()) {
      metrics.limitHit(LimitKind.RATE);
      throw new Refusal(ErrorCode.RATE_LIMITED, "Too many requests from this address; slow down")
          .retryAfter(wait);
    }
  }
}
