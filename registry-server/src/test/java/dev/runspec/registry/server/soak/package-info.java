/**
 * One registry under a mixed load for a long time, with restarts in between, looked at from outside
 * its process.
 *
 * <p>Enter through {@link dev.runspec.registry.server.soak.LoadRun}: it lets a {@link
 * dev.runspec.registry.server.soak.Crowd} of all kinds of callers loose on a {@link
 * dev.runspec.registry.server.soak.Subject}, takes a {@link
 * dev.runspec.registry.server.soak.Sample} in every pause, and holds what it finds to {@link
 * dev.runspec.registry.server.soak.Bounds}.
 */
@NullMarked
package dev.runspec.registry.server.soak;

import org.jspecify.annotations.NullMarked;
