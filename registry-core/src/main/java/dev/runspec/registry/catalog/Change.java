package dev.runspec.registry.catalog;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * One step of the catalogue.
 *
 * @param revision the revision that it leads to
 * @param kind what happened
 * @param id to whom
 * @param member the instance from now on; null when it is no longer known
 */
public record Change(long revision, ChangeKind kind, InstanceId id, @Nullable Member member) {}
