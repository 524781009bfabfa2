/**
 * What the fuzz tests of all modules share: how much time a reader may take, how an error reads,
 * and how a shell reads.
 */
@NullMarked
package dev.runspec.registry.fuzz;

import org.jspecify.annotations.NullMarked;
