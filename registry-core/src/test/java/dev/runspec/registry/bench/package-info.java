/**
 * Microbenchmarks of the engine, the codec and the command builder, each beside the least that does
 * the like. They are started by {@code bin/benchmark engine}, not by the build, which compiles
 * them.
 */
@NullMarked
package dev.runspec.registry.bench;

import org.jspecify.annotations.NullMarked;
