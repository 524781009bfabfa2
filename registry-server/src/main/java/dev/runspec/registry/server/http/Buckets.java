package dev.runspec.registry.server.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/** A token bucket for every address, or every /64 of IPv6; forgotten when it is full again. */
final class Buckets {

  private static final int MOST = 100_000;

  private final LongSupplier nanos;
  private final LoadingCache<Object, TokenBucket> buckets;

  Buckets(TokenBucket.Rate rate, LongSupplier nanos) {
    this.nanos = nanos;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(rate.refill().plusSeconds(1))
            .ticker(nanos::getAsLong)
            .build(unused -> new TokenBucket(rate, nanos.getAsLong()));
  }

  TokenBucket of(InetAddress address) {
    return buckets.get(client(address));
  }

  long now() {
    return nanos.getAsLong();
  }

  /** What counts as one client: whoever has an IPv6 address has at least 2^64 of them. */
  static Object client(InetAddress address) {
    return address instanceof Inet6Address
        ? (Object) ByteBuffer.wrap(address.getAddress()).getLong()
        : address;
  }
}
