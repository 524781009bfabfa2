/**
 * Whoever waits for something to happen: reads that wait for their answer to change, and streams of
 * events.
 *
 * <p>Enter through {@link dev.runspec.registry.server.live.Live}, which reads along the feed on a
 * thread of its own and wakes those whom an event concerns. They look for themselves, on their own
 * threads: what a slow reader costs, it pays alone, and a writer pays nothing.
 */
@NullMarked
package dev.runspec.registry.server.live;

import org.jspecify.annotations.NullMarked;
