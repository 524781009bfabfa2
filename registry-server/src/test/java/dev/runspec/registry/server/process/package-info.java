/**
 * The server as an operator has it: a process with options, signals, streams and an exit code.
 *
 * <p>Enter through {@link dev.runspec.registry.server.process.ServerProcess}, which starts one and
 * never leaves it behind.
 */
@NullMarked
package dev.runspec.registry.server.process;

import org.jspecify.annotations.NullMarked;
