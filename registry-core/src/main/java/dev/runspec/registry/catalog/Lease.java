package dev.runspec.registry.catalog;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that an instance was given to live when it was heard of last.
 *
 * @param lastHeard when that was
 * @param expiresAt the first moment at which it is stale
 */
public record Lease(Instant lastHeard, Instant expiresAt) {

  public Lease {
    if (expiresAt.isBefore(lastHeard)) {
      throw new IllegalArgumentException(
          "lease expires at " + expiresAt + ", before it was granted at " + lastHeard);
    }
  }

  /** A lease granted now. */
  public static Lease granted(Instant now, Duration timeToLive) {
    return new Lease(now, now.plus(timeToLive));
  }

  /** Whether its time is up: at {@link #expiresAt} it is. */
  public boolean isExpired(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
