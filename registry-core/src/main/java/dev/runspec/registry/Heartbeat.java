package dev.runspec.registry;

import org.jspecify.annotations.Nullable;

/**
 * What a beat may carry besides "I am here".
 *
 * @param identity who the agent is, without tools, so that a registry that lost it can know it
 *     again; null from agents that do not say
 * @param toolsHash the agent's fingerprint of its tools, or null
 * @param system telemetry, a JSON object, or null
 */
public record Heartbeat(
    @Nullable Registration identity, @Nullable String toolsHash, @Nullable JsonDocument system) {

  /** A beat that says nothing else. */
  public static final Heartbeat BARE = new Heartbeat(null, null, null);
}
