package dev.runspec.registry.client;

import dev.runspec.registry.json.Acknowledgement;
import java.time.Duration;
import java.util.Optional;

/**
 * The registry's word that a write was done.
 *
 * @param revision the revision of the catalogue that holds the write; 0 from a registry that does
 *     not say
 * @param nextHeartbeat until when the agent should beat again, if the registry names it
 * @param isRefreshWanted whether the agent should publish its tools now
 */
public record Receipt(long revision, Optional<Duration> nextHeartbeat, boolean isRefreshWanted) {

  static Receipt read(byte[] body) {
    Acknowledgement acknowledgement = Acknowledgement.read(body);
    return new Receipt(
        acknowledgement.revision(),
        Optional.ofNullable(acknowledgement.nextHeartbeat()),
        acknowledgement.status().equals(Acknowledgement.REFRESH));
  }
}
