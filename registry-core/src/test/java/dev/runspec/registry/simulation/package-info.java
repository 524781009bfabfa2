/**
 * A world in virtual time around the real engine: agents, a network, a disk and a machine that all
 * go wrong, out of a seed. {@code Ledger} says a second time what the engine must do.
 */
@NullMarked
package dev.runspec.registry.simulation;

import org.jspecify.annotations.NullMarked;
