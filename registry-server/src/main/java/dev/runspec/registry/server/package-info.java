/**
 * The registry as a program: its options, its listener and how they are put together.
 *
 * <p>Enter through {@link dev.runspec.registry.server.ServerConfig} (what was asked for) and {@link
 * dev.runspec.registry.server.Listener} (what answers on the port).
 */
@NullMarked
package dev.runspec.registry.server;

import org.jspecify.annotations.NullMarked;
