/**
 * What is known at one moment, as an immutable value: the instances, and the tools and hosts that
 * they make.
 *
 * <p>Enter through {@link dev.runspec.registry.catalog.Catalog}: it gives way to the next by one
 * {@link dev.runspec.registry.catalog.Change} after the other. Whoever applies the same changes
 * holds the same value: a registry, its replicas, and the directory that a client keeps.
 */
@NullMarked
package dev.runspec.registry.catalog;

import org.jspecify.annotations.NullMarked;
