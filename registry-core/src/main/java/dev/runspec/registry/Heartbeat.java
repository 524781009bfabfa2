package dev.runspec.registry;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a beat may carry besides "I am here".
 *
 * @param identity who the agent is, without tools, so that a registry that lost it can know it
 *     again; null from agents that do not say
 * @param unsaid what the identity says only by default, since the agent did not name it
 * @param toolsHash the agent's fingerprint of its tools, or null
 * @param system telemetry, a JSON object, or null
 */
public record Heartbeat(
    @Nullable Registration identity,
    Set<Part> unsaid,
    @Nullable String toolsHash,
    @Nullable JsonDocument system) {

  /** What an identity may leave unsaid. */
  public enum Part {
    HEARTBEAT_INTERVAL,
    LABELS,
    SSH
  }

  /** A beat that says nothing else. */
  public static final Heartbeat BARE = new Heartbeat(null, null, null);

  public Heartbeat {
    unsaid = Set.copyOf(unsaid);
  }

  /** A beat whose identity, if it has one, is said in full. */
  public Heartbeat(
      @Nullable Registration identity, @Nullable String toolsHash, @Nullable JsonDocument system) {
    this(identity, Set.of(), toolsHash, system);
  }

  /** The identity, with what it leaves unsaid as it is known; null if there is none. */
  public @Nullable Registration identityOver(@Nullable Registration known) {
    if (identity == null || known == null || unsaid.isEmpty()) {
      return identity;
    }
    return new Registration(
        identity.id(),
        identity.name(),
        identity.version(),
        identity.host(),
        unsaid.contains(Part.HEARTBEAT_INTERVAL)
            ? known.heartbeatInterval()
            : identity.heartbeatInterval(),
        unsaid.contains(Part.LABELS) ? known.labels() : identity.labels(),
        unsaid.contains(Part.SSH) ? known.ssh() : identity.ssh(),
        identity.toolsHash(),
        identity.tools(),
        identity.signature());
  }
}
