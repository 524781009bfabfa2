package dev.runspec.registry;

import org.jspecify.annotations.Nullable;

/**
 * One change of one instance, as it is told.
 *
 * @param revision the revision that it led to
 * @param kind what happened
 * @param id to whom
 * @param name the agent's name
 * @param host its host
 * @param instance the instance from then on; null when it is no longer known, or when a newer
 *     registry tells it in a way of its own. Its tools are as before, and null here, unless the
 *     kind {@linkplain ChangeKind#isTold() tells them}
 */
public record InstanceEvent(
    long revision,
    ChangeKind kind,
    InstanceId id,
    String name,
    HostName host,
    @Nullable Instance instance) {}
