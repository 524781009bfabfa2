package dev.runspec.registry.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often one address may try a wrong key: ten times, then once in ten seconds. A key that worked
 * from there before goes on working, whoever else tries.
 */
final class FailedKeys {

  private static final TokenBucket.Rate RATE = new TokenBucket.Rate(1, Duration.ofSeconds(10), 10);

  private final Buckets tries;
  private final Cache<Success, Boolean> successes =
      Caffeine.newBuilder().maximumSize(100_000).build();

  FailedKeys(LongSupplier nanos) {
    this.tries = new Buckets(RATE, nanos);
  }

  /** How long this address must wait before a key of it is looked at; zero if it need not. */
  Duration untilNext(InetAddress address) {
    return tries.of(address).untilNext(tries.now());
  }

  /** Whether this key worked from there before. */
  boolean worked(InetAddress address, ApiKey key) {
    return successes.getIfPresent(new Success(Buckets.client(address), key.sha256())) != null;
  }

  void succeeded(InetAddress address, ApiKey key) {
    successes.put(new Success(Buckets.client(address), key.sha256()), true);
  }

  void failed(InetAddress address) {
    Duration unused = tries.of(address).take(tries.now());
  }

  private record Success(Object client, String key) {}
}
