package dev.runspec.registry.server.live;

import java.time.Instant;

/**
 * Many agents that fell silent at once: rather a network or a host of hosts than the agents.
 *
 * @param from when the first of them was stale
 * @param to when the last of them was
 * @param instances how many they are
 * @param of how many there were before
 */
public record Silence(Instant from, Instant to, int instances, int of) {}
