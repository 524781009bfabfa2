/**
 * What a registry is without HTTP or a disk: who is alive, what is kept, and every change in order.
 *
 * <p>Enter through {@link dev.runspec.registry.engine.Registry}. Writes go from it to an {@link
 * dev.runspec.registry.engine.InstanceStore}, which makes them last and puts each change through
 * the {@link dev.runspec.registry.engine.Feed}; reads see the immutable {@link
 * dev.runspec.registry.catalog.Catalog} that the feed holds, and nothing else. Used by the server
 * only.
 */
@NullMarked
package dev.runspec.registry.engine;

import org.jspecify.annotations.NullMarked;
