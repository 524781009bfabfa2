package dev.runspec.registry.server.store.etcd.gateway;

import org.jspecify.annotations.Nullable;

/**
 * A key that was written or removed.
 *
 * @param before what it was; null when it was not there
 * @param after what it is; empty when it is gone
 */
public record Change(@Nullable KeyValue before, KeyValue after, boolean isDeletion) {}
