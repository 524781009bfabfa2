package dev.runspec.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the registry says about an instance.
 *
 * @param registration what its agent said
 * @param state how it stands
 * @param active whether its agent is there
 * @param lastSeen when it was heard of last
 * @param registeredAt when it registered
 * @param heardAt when its agent wrote last: registered, published or came back. Of several live
 *     instances of one agent on one host, the one of the latest time speaks
 * @param stateSince since when it stands so
 * @param expiresAt when it goes stale unless it beats before
 * @param system its last telemetry, a JSON object, or null
 */
public record Instance(
    Registration registration,
    InstanceState state,
    boolean active,
    Instant lastSeen,
    Instant registeredAt,
    Instant heardAt,
    Instant stateSince,
    Instant expiresAt,
    @Nullable JsonDocument system) {

  public InstanceId id() {
    return registration.id();
  }

  public String name() {
    return registration.name();
  }

  public HostName host() {
    return registration.host();
  }
}
