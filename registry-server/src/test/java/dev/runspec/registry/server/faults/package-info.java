/**
 * Three replicas on a real etcd of three members, with agents that beat and write, while things
 * break.
 *
 * <p>Enter through {@link dev.runspec.registry.server.faults.FaultRun}: it lets a {@link
 * dev.runspec.registry.server.faults.Fault} happen to a {@link
 * dev.runspec.registry.server.faults.Site} under load, and tells what was not as promised. All
 * times are those of {@link System#nanoTime}.
 */
@NullMarked
package dev.runspec.registry.server.faults;

import org.jspecify.annotations.NullMarked;
